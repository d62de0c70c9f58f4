import { existsSync } from 'node:fs';

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine, or null: then what needs one is skipped, and says so. CHROMIUM names another. */
export const chromiumFile: string | null = places.find((place) => place !== undefined && existsSync(place)) ?? null;

/** A root user has no sandbox of Chromium's, and a browser that is asked to be quiet asks nobody for updates. */
export const chromiumArguments: readonly string[] = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'];
