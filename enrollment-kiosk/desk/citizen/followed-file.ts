/** Windows of one desk tell one another which file is open: the citizen's follows the officer's. */
const channelName = 'desk-file'

interface Told {
  readonly file: string | null
  /** The citizen's window has come up and asks. */
  readonly asks?: true
}

const open: { channel: BroadcastChannel | null } = { channel: null }
const followed: string[] = []

function channel(): BroadcastChannel {
  if (open.channel) return open.channel
  open.channel = new BroadcastChannel(channelName)
  open.channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (data.asks) tell()
  })
  return open.channel
}

function tell(): void {
  const told: Told = { file: followed.at(-1) ?? null }
  channel().postMessage(told)
}

/** Called by the screen of a file while it is shown; answers the end of it. */
export function followFile(id: string): () => void {
  followed.push(id)
  tell()
  return () => {
    followed.splice(followed.indexOf(id), 1)
    tell()
  }
}

/** Hears, in the citizen's window, which file the officer has open. */
export function hearFile(onFile: (id: string | null) => void): () => void {
  const hearing = new BroadcastChannel(channelName)
  hearing.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    if (!data.asks) onFile(data.file)
  })
  const asked: Told = { file: null, asks: true }
  hearing.postMessage(asked)
  return () => hearing.close()
}
