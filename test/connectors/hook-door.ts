import express from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from '../../src/domain/ports/webhook.ts';

/** An address of the hub's that keeps what came, answering as told, then with 202. */
export class Door {
  readonly deliveries: Delivery[] = [];
  readonly answers: number[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer(express().post('/hook', express.raw({ type: () => true }), (req, res) => {
      const headers = Object.fromEntries(Object.entries(req.headers).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
      this.deliveries.push({ headers, body: new Uint8Array(req.body as Buffer) });
      res.status(this.answers.shift() ?? 202).setHeader('location', '/hook').end();
    }));
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** Waits until so many came, or, with `isSo`, until one of them is so. */
  async until(count: number, isSo: (delivery: Delivery) => boolean = () => true): Promise<readonly Delivery[]> {
    for (let looks = 0; looks < 1_000; looks += 1) {
      if (this.deliveries.length >= count && this.deliveries.some(isSo)) return this.deliveries;
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
    throw new Error(`${this.deliveries.length} of ${count} deliveries came, none of them so.`);
  }

  close(): Promise<unknown> {
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
