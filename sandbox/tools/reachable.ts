/** How long the probes may take in all, in ms. They run at once. */
const probeTimeout = 3000;

/**
 * Whether a URL can be had from here: a HEAD request, redirects followed, is answered well and soon enough. Node's
 * `fetch` goes through HTTPS_PROXY where NODE_USE_ENV_PROXY=1 is set (Node 24); elsewhere a proxy means "no", and what
 * can't be downloaded is built, by Go, which knows proxies.
 */
export async function reachable(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "HEAD",
      signal: AbortSignal.any([signal, AbortSignal.timeout(probeTimeout)]),
    });
    return response.ok;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
