import type { Request, Response } from 'express';
import { pick } from './tree.ts';

const version = '2.541.3';

/** Errors are pages, whatever the caller accepts; Jenkins signs them all the same. */
export function refuse(res: Response, status: number, message: string): void {
  sign(res);
  res.status(status).type('html').send(errorPage(status, message));
}

export function errorPage(status: number, message: string): string {
  return `<html><head><meta http-equiv="Content-Type" content="text/html;charset=utf-8"/><title>Error ${status} ${message}</title></head><body><h2>HTTP ERROR ${status} ${message}</h2></body></html>`;
}

export function sign(res: Response): void {
  res.setHeader('X-Jenkins', version);
  res.setHeader('X-Jenkins-Session', '3f2a9c11');
}

/** JSON, cut down to what `?tree=` names. */
export function answer(req: Request, res: Response, whole: object): void {
  const { tree } = req.query;
  sign(res);
  res.json(typeof tree === 'string' ? pick(whole, tree) : whole);
}

/** Stapler's redirect: a status, a place, and no body. */
export function send(res: Response, status: number, location: string): void {
  sign(res);
  res.status(status).setHeader('Location', location);
  res.end();
}
