// Server-sent events, read by fetch and not by EventSource, which cannot carry a token.

const SILENCE_MS = 40000; // the server gives a sign of life every 15 seconds

/**
 * Follows a stream until it ends or is closed.
 *
 * @param path where it is
 * @param headers of the request
 * @param on what is called: `open` once it answers, `event` with the name and the data of each event, and `lost` with
 *     the response if there was one, once, when it has ended by itself
 * @return what closes it
 */
export function follow(path, headers, on) {
  const abort = new AbortController();
  let closed = false;
  let watchdog = null;
  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
  };
  const read = async () => {
    let response;
    try {
      alive();
      response = await fetch(path, {headers, signal: abort.signal});
      if (response.ok && !closed) {
        on.open();
        await events(response.body, alive, (name, data) => closed || on.event(name, data));
      }
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof TypeError)) throw error; // aborted, or the network is gone
    } finally {
      clearTimeout(watchdog);
      if (!closed) on.lost(response);
      closed = true;
    }
  };
  read();
  return () => {
    closed = true;
    clearTimeout(watchdog);
    abort.abort();
  };
}

async function events(body, alive, emit) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let name = 'message';
  let data = [];
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return;
    alive();
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) emit(name, JSON.parse(data.join('\n')));
        name = 'message';
        data = [];
      } else if (line.startsWith('event: ')) {
        name = line.slice(7);
      } else if (line.startsWith('data: ')) {
        data.push(line.slice(6));
      }
    }
  }
}
