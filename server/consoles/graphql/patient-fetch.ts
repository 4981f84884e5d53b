/** Longer than a slow district line needs, shorter than a person waits. */
const patienceMilliseconds = 30_000

const eventStream = 'text/event-stream'

/** As `fetch`, for as long as somebody would wait; an answer that goes on is ended when it falls silent. */
export const patientFetch: typeof fetch = (input, init) => {
  const accepted = new Headers(init?.headers).get('accept') ?? ''
  if (accepted.startsWith(eventStream)) return listen(input, init)
  return fetch(input, {
    ...init,
    signal: AbortSignal.any([AbortSignal.timeout(patienceMilliseconds), ...signalOf(init)]),
  })
}

const signalOf = (init: RequestInit | undefined) => (init?.signal ? [init.signal] : [])

const listen: typeof fetch = async (input, init) => {
  const silence = new AbortController()
  const patience = patienceFor(silence)
  const headers = new Headers(init?.headers)
  // Of the two ways to go on that the client knows, the one in which the server shows that it is still there.
  headers.set('accept', eventStream)
  try {
    const signal = AbortSignal.any([silence.signal, ...signalOf(init)])
    const answer = await fetch(input, { ...init, headers, signal })
    const body = answer.body?.pipeThrough(patience.heard) ?? null
    return new Response(body, {
      status: answer.status,
      statusText: answer.statusText,
      headers: answer.headers,
    })
  } catch (error) {
    patience.end()
    throw error
  }
}

/** The server says something every twelve seconds, be it nothing: a line that is silent for longer is dead. */
function patienceFor(silence: AbortController) {
  let timer = setTimeout(() => silence.abort(), patienceMilliseconds)
  const end = () => clearTimeout(timer)
  const heard = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, stream) {
      end()
      timer = setTimeout(() => silence.abort(), patienceMilliseconds)
      stream.enqueue(chunk)
    },
    flush: end,
  })
  return { heard, end }
}
