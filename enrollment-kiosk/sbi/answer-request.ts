import { capture, missed } from './capture.ts'
import { discover, informOf } from './discover.ts'
import { errorOf, SbiRefused } from './error-codes.ts'
import type { SbiRequest } from './read-request.ts'
import type { Sbi } from './sbi.ts'
import type { SbiAnswer } from './serve-connections.ts'
import { stream, streamType } from './stream.ts'

interface Verb {
  /** Throws SbiRefused. */
  readonly answer: (sbi: Sbi, body: Uint8Array, gone: AbortSignal) => Promise<object>
  /** The shape in which this verb tells a refusal. */
  readonly refusal: (refused: SbiRefused) => object
}

const inList = (refused: SbiRefused) => [{ error: errorOf(refused) }]
const inBiometrics = (refused: SbiRefused) => ({ biometrics: [missed(refused)] })
const alone = (refused: SbiRefused) => ({ error: errorOf(refused) })

const verbs: Readonly<Record<string, Verb>> = {
  'MOSIPDISC /device': { answer: discover, refusal: inList },
  'MOSIPDINFO /info': { answer: informOf, refusal: inList },
  'RCAPTURE /capture': {
    answer: (sbi, body, gone) => capture(sbi, body, { purpose: 'Registration', gone }),
    refusal: inBiometrics,
  },
  'CAPTURE /capture': {
    answer: (sbi, body, gone) => capture(sbi, body, { purpose: 'Auth', gone }),
    refusal: inBiometrics,
  },
}
const streamVerb = 'STREAM /stream'
const methods = 'MOSIPDISC, MOSIPDINFO, CAPTURE, RCAPTURE, STREAM, OPTIONS'

/** A programs' request, or that of a page whose origin the configuration allows. Never throws. */
export async function answerRequest(
  sbi: Sbi,
  request: SbiRequest,
  { gone, onFault }: { readonly gone: AbortSignal; readonly onFault: (error: unknown) => void },
): Promise<SbiAnswer> {
  const { headers, method, path, body } = request
  const origin = headers.get('origin')
  if (!isOwnHost(sbi, headers.get('host')) || !mayAsk(sbi, origin)) return plain(403)
  const allowed = origin === undefined ? {} : corsHeaders(origin, method === 'OPTIONS')
  if (method === 'OPTIONS') return { ...plain(204), headers: allowed }
  const key = `${method} ${path}`
  const verb = Object.hasOwn(verbs, key) ? verbs[key] : undefined
  const common = { ...allowed, Location: sbi.url }
  try {
    if (key === streamVerb)
      return {
        status: 200,
        headers: { ...common, 'Content-Type': streamType },
        body: await stream(sbi, body, gone),
      }
    if (!verb) return json(404, alone(new SbiRefused(500)), common)
    return json(200, await verb.answer(sbi, body, gone), common)
  } catch (error) {
    if (!(error instanceof SbiRefused)) onFault(error)
    const refused = error instanceof SbiRefused ? error : new SbiRefused(102)
    return json(200, (verb?.refusal ?? alone)(refused), common)
  }
}

/** A name that was made to point here is not this computer's (DNS rebinding). */
function isOwnHost({ url }: Sbi, host: string | undefined): boolean {
  const { port } = new URL(url)
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}

/** Programs name no origin; a page does, and is let in where the configuration names it. */
const mayAsk = ({ config }: Sbi, origin: string | undefined) =>
  origin === undefined || config.origins.includes('*') || config.origins.includes(origin)

const corsHeaders = (origin: string, preflight: boolean): Record<string, string> => ({
  'Access-Control-Allow-Origin': origin,
  Vary: 'Origin',
  ...(preflight && {
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': 'Content-Type, EXT',
    'Access-Control-Allow-Private-Network': 'true',
  }),
})

const plain = (status: number): SbiAnswer => ({ status, headers: {}, body: new Uint8Array() })

const json = (status: number, body: object, headers: Readonly<Record<string, string>>): SbiAnswer => ({
  status,
  headers: { ...headers, 'Content-Type': 'application/json' },
  body: Buffer.from(JSON.stringify(body)),
})
