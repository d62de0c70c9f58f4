// The container's health check: exits 0 when the hub of this container says that it lives, else 1. Reads PORT as the hub does.
try {
  const { status } = await fetch(`http://127.0.0.1:${process.env.PORT || '4000'}/livez`, { signal: AbortSignal.timeout(4_000), redirect: 'error' });
  process.exit(status === 200 ? 0 : 1);
} catch {
  process.exit(1);
}
