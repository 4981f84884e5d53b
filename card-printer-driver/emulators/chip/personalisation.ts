/**
 * Commands of the blank chip (emrtd.md, 4; those of the open LDS applet):
 *
 *     00E00000   63 04 size 2 fid 2                                            create a file in what is selected, application or master file
 *     00D6 off   data                                                         write into the current file
 *     00DA0062   04 L number, 04 L YYMMDD of birth, 04 L YYMMDD of expiry      BAC
 *     00DA0065   65 L { 66 L { reference 1 (1 MRZ, 2 CAN) | secret } … }        PACE
 *     00DA0060   modulus   00DA0061   private exponent                        Active Authentication, RSA
 *     00DA0063   81 p 82 a 83 b 84 G 85 n 86 private key                      Chip Authentication
 *     00DA0064   certificate 7F21                                             trust anchor of Terminal Authentication
 *     00DADEAF   personalised                00DADEAD   locked
 *
 * and two that the open applet has not:
 *
 *     00DA0067   as 63                                                        Active Authentication, elliptic curve
 *     00478000   A4 | A6 L { 80 01 domain parameters }                        make the key of Active | Chip Authentication on the chip;
 *                                                                             answers 7F49 L { 86 L point } (ISO/IEC 7816-8, 5.1)
 */
import { randomBytes } from 'node:crypto'
import { fromHex, toHex } from '../../../core/bytes.ts'
import { asciiText } from '../../../core/der.ts'
import { encodeTlv, readTlv, readTlvs } from '../../../core/lds/tlv.ts'
import { checkDigit } from '../../../core/mrz/td1.ts'
import { type CurveName, curves } from '../../../core/pki/curves.ts'
import { bacSeed } from '../../chip/access-keys.ts'
import { status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { makeKeyPair } from '../../chip/key-agreement.ts'
import { curveOfParameters } from '../../chip/pace-algorithms.ts'
import type { ChipKeyUse, ChipPrivateKey } from '../../chip/personalisation-profile.ts'
import { bacArea, passwordArea, passwordKinds } from './access-secrets.ts'
import { fileArea, fileHere } from './files.ts'
import { keepKey } from './keys.ts'
import { enterState, stateOf, writable } from './life-cycle.ts'
import { exponentArea, modulusArea } from './rsa-authentication.ts'
import type { Card, Handler } from './session.ts'
import { anchorArea } from './terminal-authentication.ts'

const twoBytes = (bytes: Uint8Array, at: number) => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)

/** The first byte that is written makes a blank chip a begun one. */
export function begin({ memory }: Card): void {
  if (stateOf(memory) === 'BLANK') enterState(memory, 'PERSONALISING')
}

export function createFile(card: Card, { p1, p2, data }: CommandApdu): ResponseApdu {
  const { memory, session } = card
  if (!writable(memory)) return status(0x6985)
  if (p1 !== 0 || p2 !== 0) return status(0x6a86)
  if (data.length !== 6 || data[0] !== 0x63 || data[1] !== 4) return status(0x6a80)
  const area = fileArea(fileHere(session, twoBytes(data, 4)))
  if (memory.has(area)) return status(0x6a89)
  begin(card)
  memory.create(area, twoBytes(data, 2))
  return status(0x9000)
}

export function updateBinary(card: Card, { p1, p2, data }: CommandApdu): ResponseApdu {
  const { memory, session } = card
  if (!writable(memory)) return status(0x6985)
  if (!session.file) return status(0x6986)
  // A first byte from 80 on would be a short file identifier, which this chip does not take here.
  if (p1 >= 0x80) return status(0x6a86)
  const area = fileArea(session.file)
  const at = p1 * 256 + p2
  if (at > memory.read(area).length) return status(0x6b00)
  if (at + data.length > memory.read(area).length) return status(0x6a84)
  begin(card)
  memory.write(area, at, data)
  return status(0x9000)
}

/** PUT DATA, by P1 and P2. */
export function putData(card: Card, command: CommandApdu): ResponseApdu {
  const object = command.p1 * 256 + command.p2
  const change = stateChanges.get(object)
  if (change) return change(card, command)
  const keep = dataObjects.get(object)
  if (!keep) return status(0x6a88)
  if (!writable(card.memory) || !card.session.application) return status(0x6985)
  begin(card)
  return keep(card, command)
}

const stateChanges = new Map<number, Handler>([
  [0xdeaf, ({ memory }) => changeState({ memory, from: 'PERSONALISING', to: 'PERSONALISED' })],
  [0xdead, ({ memory }) => changeState({ memory, from: 'PERSONALISED', to: 'LOCKED' })],
])

function changeState(change: {
  readonly memory: Card['memory']
  readonly from: 'PERSONALISING' | 'PERSONALISED'
  readonly to: 'PERSONALISED' | 'LOCKED'
}): ResponseApdu {
  if (stateOf(change.memory) !== change.from) return status(0x6985)
  enterState(change.memory, change.to)
  return status(0x9000)
}

const keep =
  (area: string): Handler =>
  ({ memory }, { data }) => {
    memory.put(area, data)
    return status(0x9000)
  }

/** Number, birth and expiry as in the MRZ, without check digits: the chip makes them itself. */
const keepBac: Handler = ({ memory }, { data }) => {
  const parts = readTlvs(data, null)
  if (parts.length !== 3 || parts.some(({ tag }) => tag !== 0x04)) return status(0x6a80)
  const information = parts.map(({ content }) => `${asciiText(content)}${checkDigit(asciiText(content))}`)
  memory.put(bacArea, bacSeed(information.join('')))
  return status(0x9000)
}

const keepPasswords: Handler = ({ memory }, { data }) => {
  for (const { tag, content } of readTlvs(readTlv(data, 0x65, null).content, null)) {
    const kind = passwordKinds.get(content[0] ?? 0)
    if (tag !== 0x66 || !kind || content.length < 2) return status(0x6a80)
    memory.put(passwordArea(kind), content.subarray(1))
  }
  return status(0x9000)
}

const keepCurveKey =
  (use: ChipKeyUse): Handler =>
  ({ memory }, { data }) => {
    const key = readCurveKey(data)
    if (!key) return status(0x6a80)
    keepKey(memory, use, key)
    return status(0x9000)
  }

/** Domain parameters and private key; a curve that this chip does not compute with is refused. */
function readCurveKey(data: Uint8Array): ChipPrivateKey | null {
  const objects = new Map(readTlvs(data, null).map(({ tag, content }) => [tag, content]))
  const names = Object.keys(curves) as CurveName[]
  const given = [0x81, 0x82, 0x83, 0x84, 0x85].map((tag) => toHex(objects.get(tag) ?? new Uint8Array(0)))
  const curve = names.find((name) => {
    const { p, a, b, x, y, n } = curves[name]
    return [p, a, b, `04${x}${y}`, n].every((value, i) => value === given[i])
  })
  const secret = objects.get(0x86)
  return curve && secret?.length === curves[curve].size ? { curve, secret } : null
}

const dataObjects = new Map<number, Handler>([
  [0x0060, keep(modulusArea)],
  [0x0061, keep(exponentArea)],
  [0x0062, keepBac],
  [0x0063, keepCurveKey('CHIP_AUTHENTICATION')],
  [0x0064, keep(anchorArea)],
  [0x0065, keepPasswords],
  [0x0067, keepCurveKey('ACTIVE_AUTHENTICATION')],
])

const uses: ReadonlyMap<number, ChipKeyUse> = new Map([
  [0xa4, 'ACTIVE_AUTHENTICATION'],
  [0xa6, 'CHIP_AUTHENTICATION'],
])

export function generateKey(card: Card, { p1, p2, data }: CommandApdu): ResponseApdu {
  if (!writable(card.memory) || !card.session.application) return status(0x6985)
  if (p1 !== 0x80 || p2 !== 0) return status(0x6a86)
  const [template] = readTlvs(data, null)
  const use = uses.get(template?.tag ?? 0)
  const parameters = template && readTlv(template.content, 0x80, null).content[0]
  const curve = curveOfParameters(parameters ?? 0)
  if (!use || !curve) return status(0x6a80)
  begin(card)
  const { secret, point } = makeKeyPair(curve, randomBytes)
  keepKey(card.memory, use, {
    curve,
    secret: fromHex(secret.toString(16).padStart(2 * curves[curve].size, '0')),
  })
  return { data: encodeTlv(0x7f49, encodeTlv(0x86, point)), status: 0x9000 }
}
