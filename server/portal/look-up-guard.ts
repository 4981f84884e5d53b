/** Makes guessing at files useless without shutting anybody out: who failed often, or asks very often, does a small work first. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { leadingZeroBits, provedText } from '../../core/access/proof-of-work.ts'
import { DomainError } from '../../core/errors.ts'
import type { Clock } from '../kernel/clock.ts'

/** Wrong look-ups that are free: of one network, of one file, and of the whole country, each within its time. */
const free = { network: 8, code: 5, country: 1000 } as const
const failuresMs = { network: 10 * 60_000, code: 60 * 60_000, country: 60_000 } as const
/** About a second of a telephone; each doubling of the failures doubles it, up to some minutes. */
const leastBits = 15
const mostBits = 22
const challengeMs = 3 * 60_000
/** More would be a flood: the oldest is forgotten. */
const mostRemembered = 100_000

/** The work that must be done first; the same whether there is such a file or not. */
export class ProofNeeded extends DomainError<'PROOF_NEEDED'> {
  readonly challenge: string
  readonly bits: number

  constructor(challenge: string, bits: number) {
    super(
      'PROOF_NEEDED',
      {
        vi: 'Đã có nhiều lần tra cứu sai. Trang đang kiểm tra để chắc rằng đây không phải máy tự động; nếu không tự tiếp tục, hãy bật JavaScript, thử lại sau một giờ hoặc gọi 1900 0368.',
        en: 'There were many wrong look-ups. The page makes sure that this is no machine; if it does not go on by itself, allow JavaScript, try again in an hour or call 1900 0368.',
      },
      { bits },
    )
    this.challenge = challenge
    this.bits = bits
  }
}

/** One network asked very often within a minute. */
export class TooManyLookUps extends DomainError<'TOO_MANY_LOOK_UPS'> {
  constructor(retryAfterSeconds: number) {
    super(
      'TOO_MANY_LOOK_UPS',
      {
        vi: 'Mạng của bạn tra cứu quá nhiều trong một phút. Hãy chờ một phút rồi thử lại.',
        en: 'Your network asked too often within a minute. Wait a minute and try again.',
      },
      { retryAfterSeconds },
    )
  }
}

export interface LookUp {
  readonly code: string
  /** Of networkOf; empty where nobody can tell. */
  readonly network: string
  /** `challenge:solution`, where one was asked for. */
  readonly proof: string | null
}

export interface LookUpGuard {
  /** Throws {@link TooManyLookUps} or {@link ProofNeeded}, before anything of the file is known. */
  admit(lookUp: LookUp): void
  /** The code and the date were not of one file. */
  failed(lookUp: LookUp): void
}

interface Count {
  since: number
  count: number
}

/** Counts within windows, in memory: each server of several counts for itself. */
function counter(windowMs: number) {
  const counts = new Map<string, Count>()
  const read = (key: string, now: number) => {
    const known = counts.get(key)
    return known && now - known.since < windowMs ? known : null
  }
  return {
    of: (key: string, now: number) => read(key, now)?.count ?? 0,
    add(key: string, now: number): number {
      const known = read(key, now) ?? { since: now, count: 0 }
      known.count++
      // Put last, so that the first of the map is the oldest.
      counts.delete(key)
      counts.set(key, known)
      const [oldest] = counts.keys()
      if (counts.size > mostRemembered && oldest !== undefined) counts.delete(oldest)
      return known.count
    },
  }
}

/** A guard with the installation's secret, so that any server of several knows the challenges of the others. */
export function openLookUpGuard({
  clock,
  secret,
  asksPerMinute,
}: {
  readonly clock: Clock
  readonly secret: Uint8Array
  /** Of one network: an office, or the many telephones that a carrier puts behind one address. */
  readonly asksPerMinute: number
}): LookUpGuard {
  const asked = counter(60_000)
  const failures = {
    network: counter(failuresMs.network),
    code: counter(failuresMs.code),
    country: counter(failuresMs.country),
  }
  const spent = counter(challengeMs)

  const neededBits = ({ code, network }: LookUp, now: number) => {
    const over = Math.max(
      failures.network.of(network, now) / free.network,
      failures.code.of(code, now) / free.code,
      failures.country.of('', now) / free.country,
    )
    return over < 1 ? 0 : Math.min(mostBits, leastBits + Math.floor(Math.log2(over)))
  }

  return {
    admit(lookUp) {
      const now = clock()
      if (lookUp.network !== '' && asked.add(lookUp.network, now) > asksPerMinute)
        throw new TooManyLookUps(60)
      const bits = neededBits(lookUp, now)
      if (bits === 0) return
      const challenge = provenChallenge(lookUp.proof, { bits, now, secret })
      if (challenge !== null && spent.add(challenge, now) === 1) return
      throw new ProofNeeded(makeChallenge({ bits, now, secret }), bits)
    },
    failed({ code, network }) {
      const now = clock()
      if (network !== '') failures.network.add(network, now)
      failures.code.add(code, now)
      failures.country.add('', now)
    },
  }
}

interface Asked {
  readonly bits: number
  readonly now: number
  readonly secret: Uint8Array
}

const sealOf = (text: string, secret: Uint8Array) =>
  createHmac('sha256', secret).update(`look-up proof\0${text}`).digest('base64url')

/** Bits, end and a random part, under a seal: nothing of it is kept until it is solved. */
function makeChallenge({ bits, now, secret }: Asked): string {
  const text = `${bits}.${now + challengeMs}.${randomBytes(9).toString('base64url')}`
  return `${text}.${sealOf(text, secret)}`
}

/** The challenge that a proof solves; null where it is none of ours, over, too easy or not solved. */
function provenChallenge(proof: string | null, { bits, now, secret }: Asked): string | null {
  const [challenge = '', solution = '', ...rest] = (proof ?? '').slice(0, 300).split(':')
  const [toldBits = '', until = '', random = '', seal = ''] = challenge.split('.')
  const expected = Buffer.from(sealOf(`${toldBits}.${until}.${random}`, secret))
  const given = Buffer.from(seal)
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  if (!(Number(until) > now) || Number(toldBits) < bits) return null
  const hash = createHash('sha256').update(provedText(challenge, solution)).digest()
  return leadingZeroBits(hash) >= Number(toldBits) ? challenge : null
}
