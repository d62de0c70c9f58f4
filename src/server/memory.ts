import v8 from 'node:v8';

/**
 * How much the heap may grow beyond what was alive when it was last collected, before it is collected again, percent. Of a heap
 * that may become as large as the machine allows V8 makes 300: a hub then keeps hundreds of megabytes of rubbish of requests that
 * have long been answered. Set while the process runs, so that it holds however a hub is started. It must come before the first
 * collection: import it first.
 */
const growthPercent = 50;

v8.setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
