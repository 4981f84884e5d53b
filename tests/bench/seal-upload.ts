/** What sealing costs beside the way to the server: a packet against the same files unsealed, through the same route. */
import { createHash, randomBytes } from 'node:crypto'
import { applicationCodeHeader } from '../../core/contracts/kiosk-sync.ts'
import { until } from '../demo/http.ts'
import type { Installation } from '../demo/installation.ts'
import { packContent, type PacketContent, packetContent, seal } from '../support/packets.ts'
import { makePerson } from '../support/people.ts'
import { median, type Measure, rounded } from './measure.ts'
import { openRemoteDesk, type RemoteDesk } from './remote-desk.ts'

const rounds = 21
const warmUp = 4
/** Ten fingers of so many bytes, and a portrait: about 1 MB in all, which no compression makes smaller. */
const pictureBytes = 92_000

const sha256Hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
export async function measureSealUpload(site: Installation, say: (what: string) => void): Promise<Measure> {
  const desk = await openRemoteDesk(site)
  const times = { sealed: [] as number[], plain: [] as number[] }
  let size = 0
  for (let round = 0; round < rounds; round++) {
    const [sealing, plain] = [await contentOf(desk), await contentOf(desk)]
    const zip = new Uint8Array(await packContent(desk, plain))
    // What the kiosk does between the supervisor's key and the outbox.
    const sealIt = async () => seal(desk, await packContent(desk, sealing))
    const ways = [
      { into: times.sealed, code: sealing.code, bytes: sealIt },
      { into: times.plain, code: plain.code, bytes: async () => zip },
    ]
    // Whoever goes first pays for what making the files left behind: the two take turns.
    for (const { into, ...way } of round % 2 === 0 ? ways : ways.toReversed()) {
      const took = await timed(site, desk, way)
      if (round >= warmUp) into.push(took)
    }
    size = zip.length
  }
  const [value, baseline] = [median(times.sealed), median(times.plain)]
  say(
    `${rounded(size / 1e6, 2)} MB: sealed and sent in ${rounded(value, 1)} ms, sent in ${rounded(baseline, 1)} ms`,
  )
  const ratio = rounded(baseline / value)
  return { measure: 'seal_upload_ratio', value: ratio, unit: 'share', baseline: rounded(baseline, 1), ratio }
}

/** A file that admission sends back at once, so that nothing of it runs on beside the next measure. */
function contentOf(desk: RemoteDesk): Promise<PacketContent> {
  const applying = { person: makePerson(), number: null }
  const picture = async () => new Uint8Array(randomBytes(pictureBytes))
  return packetContent(desk, applying, { picture, manifest: { hasCollectionForm: false } })
}

/** Milliseconds from the files to the receipt; answers once the server has opened the packet or given up on it. */
async function timed(
  { server }: Installation,
  { bearer }: RemoteDesk,
  { code, bytes }: { readonly code: string; readonly bytes: () => Promise<Uint8Array<ArrayBuffer>> },
): Promise<number> {
  const authorization = `Bearer ${bearer}`
  const began = performance.now()
  const body = await bytes()
  const response = await fetch(`${server}/packets`, {
    method: 'POST',
    headers: {
      authorization,
      'content-type': 'application/cms',
      [applicationCodeHeader]: code,
    },
    body,
  })
  const answer = await response.text()
  const took = performance.now() - began
  if (!response.ok) throw new Error(`upload refused: ${answer}`)
  await until('the packet to be opened', async () => {
    const asked = await fetch(`${server}/packets/${sha256Hex(body)}`, { headers: { authorization } })
    const { state } = (await asked.json()) as { readonly state: string }
    return state === 'STORED' ? null : state
  })
  return took
}
