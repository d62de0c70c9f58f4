/** Where the editor's workers lie, beside this very file; build.mjs puts their names in. */
declare const workerFiles: Readonly<Record<'json' | 'graphql' | 'editor', string>>;

const fileOf = (label: string): string => (label === 'json' || label === 'graphql' ? workerFiles[label] : workerFiles.editor);

Object.assign(globalThis, { MonacoEnvironment: { getWorker: (_workerId: string, label: string) => new Worker(new URL(fileOf(label), import.meta.url)) } });
