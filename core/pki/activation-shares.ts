/**
 * What a custodian of the key store keeps on paper: one share of the secret that activates it, in letters that are hard to misread.
 *
 *   framed secret (57 bytes, what is split):
 *     1 length of the secret ‖ 48 secret, filled up with chance ‖ 8 first bytes of SHA-256 over the 49 before
 *   share (68 bytes, 109 letters):
 *     1 form = 1 ‖ 1 threshold ‖ 1 index ‖ 4 set, the same in all shares made together ‖ 57 value ‖ 4 first bytes of SHA-256 over the 64 before
 *
 * All shares are of one length, whatever the secret's. The check inside is of no use below the threshold. Shares are never stored, nor
 * a hash of one: with a share in hand and a short PIN to guess, a hash of another share would tell a right guess from a wrong one.
 */
import { concatBytes, equalBytes, toHex } from '../bytes.ts'
import { type Bilingual, DomainError } from '../errors.ts'
import { combineShares, type ShareCounts, splitSecret } from './shares.ts'
import type { PublicCrypto } from './signing-key.ts'

type Hash = PublicCrypto['hash']

export interface ActivationShare {
  readonly threshold: number
  readonly index: number
  /** Hexadecimal. */
  readonly set: string
  readonly value: Uint8Array
}

const form = 1
const setLength = 4
export const longestSecret = 48
const secretCheckLength = 8
const frameLength = 1 + longestSecret + secretCheckLength
const shareCheckLength = 4
const headLength = 3 + setLength
const shareLength = headLength + frameLength + shareCheckLength
/** Letters of a share, spaces not counted. */
export const shareLetters = Math.ceil((8 * shareLength) / 5)

const refusals = {
  FORM: {
    vi: 'Đây không phải là một mảnh khóa: cần đủ các nhóm chữ đã in, theo thứ tự.',
    en: 'This is no share: all the groups of letters as printed are needed, in their order.',
  },
  MISTYPED: {
    vi: 'Mảnh khóa bị gõ sai một chữ hoặc nhiều hơn: hãy so lại với bản in.',
    en: 'A letter or more of the share is mistyped: compare it with the printed one.',
  },
  SAME_SHARE_TWICE: {
    vi: 'Mảnh khóa này đã được nhập: cần mảnh của người giữ khóa khác.',
    en: 'This share was entered already: that of another custodian is needed.',
  },
  ANOTHER_SET: {
    vi: 'Mảnh khóa thuộc lần chia khác: cần các mảnh của lần chia gần nhất tại hệ thống này.',
    en: 'The share was made at another time: those made last for this installation are needed.',
  },
  TOO_FEW: {
    vi: 'Chưa đủ số người giữ khóa.',
    en: 'There are not enough custodians.',
  },
  NOT_THE_SECRET: {
    vi: 'Các mảnh khóa không ghép lại thành mã kích hoạt: có mảnh không đúng.',
    en: 'The shares do not bring back the secret: one of them is not genuine.',
  },
} as const satisfies Record<string, Bilingual>

/** Nothing of a share is in the refusal. */
export class SharesRefused extends DomainError<'SHARES_REFUSED'> {
  constructor(reason: keyof typeof refusals) {
    super('SHARES_REFUSED', refusals[reason], { reason })
  }
}

/** Shares of a secret of at most 48 bytes, one for each custodian. Throws RangeError. */
export function activationShares(
  secret: Uint8Array,
  counts: ShareCounts,
  { random, hash }: { readonly random: (length: number) => Uint8Array; readonly hash: Hash },
): readonly ActivationShare[] {
  if (secret.length === 0 || secret.length > longestSecret) throw new RangeError('a secret of another length')
  const fill = random(longestSecret - secret.length)
  const body = concatBytes(Uint8Array.of(secret.length), secret, fill)
  const framed = concatBytes(body, hash('SHA-256', body).subarray(0, secretCheckLength))
  const set = toHex(random(setLength))
  return splitSecret(framed, counts, random).map((share) => ({ ...share, set, threshold: counts.threshold }))
}

/** The secret again. Throws SharesRefused. */
export function activationSecret(shares: readonly ActivationShare[], hash: Hash): Uint8Array<ArrayBuffer> {
  const [first] = shares
  if (!first || shares.length < first.threshold) throw new SharesRefused('TOO_FEW')
  if (shares.some(({ set, threshold }) => set !== first.set || threshold !== first.threshold))
    throw new SharesRefused('ANOTHER_SET')
  if (new Set(shares.map(({ index }) => index)).size < shares.length)
    throw new SharesRefused('SAME_SHARE_TWICE')
  const framed = combineShares(shares)
  const body = framed.subarray(0, -secretCheckLength)
  const length = body[0] ?? 0
  const isRight = equalBytes(
    hash('SHA-256', body).subarray(0, secretCheckLength),
    framed.subarray(body.length),
  )
  if (!isRight || length === 0 || length > longestSecret) throw new SharesRefused('NOT_THE_SECRET')
  return framed.slice(1, 1 + length)
}

/** Five letters a group, six groups a line. */
export function writeActivationShare(share: ActivationShare, hash: Hash): readonly string[] {
  const { threshold, index, set, value } = share
  const setBytes = Uint8Array.from({ length: setLength }, (_, i) =>
    Number.parseInt(set.slice(2 * i, 2 * i + 2), 16),
  )
  const body = concatBytes(Uint8Array.of(form, threshold, index), setBytes, value)
  const letters = toLetters(concatBytes(body, hash('SHA-256', body).subarray(0, shareCheckLength)))
  const groups = letters.match(/.{1,5}/g) ?? []
  return Array.from({ length: Math.ceil(groups.length / 6) }, (_, i) =>
    groups.slice(6 * i, 6 * i + 6).join(' '),
  )
}

/** From what a custodian typed or kept in a file, in any case and grouping. Throws SharesRefused. */
export function readActivationShare(text: string, hash: Hash): ActivationShare {
  const bytes = fromLetters(text)
  if (bytes === null || bytes.length !== shareLength || bytes[0] !== form) throw new SharesRefused('FORM')
  const body = bytes.subarray(0, -shareCheckLength)
  if (!equalBytes(hash('SHA-256', body).subarray(0, shareCheckLength), bytes.subarray(body.length)))
    throw new SharesRefused('MISTYPED')
  const [, threshold = 0, index = 0] = body
  if (threshold === 0 || index === 0) throw new SharesRefused('FORM')
  return { threshold, index, set: toHex(body.subarray(3, headLength)), value: body.slice(headLength) }
}

/** Base 32 of D. Crockford: no I, L, O, U; what looks like 0 or 1 is read as that. The last letter is filled up with zero bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function toLetters(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

/** Null for letters outside the alphabet. */
function fromLetters(text: string): Uint8Array | null {
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  const values = Array.from(letters, (letter) => alphabet.indexOf(letter))
  if (values.includes(-1)) return null
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('')
  const length = Math.floor(bits.length / 8)
  if (values.length !== Math.ceil((8 * length) / 5) || bits.slice(8 * length).includes('1')) return null
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(bits.slice(8 * i, 8 * i + 8), 2))
}
