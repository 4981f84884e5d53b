import { asciiBytes } from '../../core/der.ts'
import type { ChipFileName, ChipImage } from '../../core/lds/chip-files.ts'
import { LdsError } from '../../core/lds/lds-error.ts'
import { readCardAccess, type SecurityInfo } from '../../core/lds/security-infos.ts'
import { documentNumber, type AccessSecret } from './access-keys.ts'
import { authenticateByBac, bacKeys } from './bac.ts'
import type { CardChannel } from './card-channel.ts'
import { plainLine, type ChipLine } from './chip-line.ts'
import { xOf, type RandomSource } from './key-agreement.ts'
import { authenticateByPace, type PaceChoice } from './pace.ts'
import { curveOfParameters, paceAlgorithms } from './pace-algorithms.ts'
import { readPieceLength } from './piece-length.ts'
import { readFile, selectApplication, selectMasterFile } from './read-files.ts'
import { ChipAnswerUnreadable, ProtocolNotSupported, UnexpectedStatus } from './refusals.ts'
import { secureLine, type Opening, type SecureChannel } from './secure-channel.ts'

/** Opens a chip with its CAN or MRZ (Doc 9303-11, 4.4); the application is selected. Throws WrongAccessKey and the like. */
export async function openWithPace(
  channel: CardChannel,
  secret: AccessSecret,
  random: RandomSource,
): Promise<SecureChannel> {
  const line = plainLine(channel)
  await selectMasterFile(line)
  const access = await readIfThere(line, 'CARD_ACCESS')
  if (!access) throw new ProtocolNotSupported('PACE')
  const choice = choosePace(securityInfos(access))
  const { session, chipKey, mapping } = await authenticateByPace(line, choice, { secret, random })
  const secure = secureLine(channel, session)
  const pieceLength = await readPieceLength(secure, channel.atr)
  const security = mapping ? await readIfThere(secure, 'CARD_SECURITY') : null
  await selectApplication(secure)
  const masterFiles = fileMap([
    ['CARD_ACCESS', access],
    ['CARD_SECURITY', security],
  ])
  const chipBinding = xOf(choice.curve, chipKey)
  const opening: Opening = { access: 'PACE', chipBinding, pieceLength, mapping, masterFiles }
  return { ...secure, ...opening, close: closing(channel) }
}

/** Opens a chip with the three lines of its MRZ joined (Doc 9303-11, 4.3), as chips without PACE want it. */
export async function openWithBac(
  channel: CardChannel,
  td1: string,
  random: RandomSource,
): Promise<SecureChannel> {
  const line = plainLine(channel)
  await selectMasterFile(line)
  const access = await readIfThere(line, 'CARD_ACCESS')
  const pieceLength = await readPieceLength(line, channel.atr)
  await selectApplication(line)
  const session = await authenticateByBac(line, bacKeys(td1), random)
  const opening: Opening = {
    access: 'BAC',
    chipBinding: asciiBytes(documentNumber(td1)),
    pieceLength,
    mapping: null,
    masterFiles: fileMap([['CARD_ACCESS', access]]),
  }
  return { ...secureLine(channel, session), ...opening, close: closing(channel) }
}

const closing = (channel: CardChannel) => (reset?: boolean) => channel.close(reset)

const fileMap = (files: readonly (readonly [ChipFileName, Uint8Array | null])[]): ChipImage =>
  new Map(files.flatMap(([name, bytes]) => (bytes ? [[name, bytes] as const] : [])))

/** Null for a file that the chip does not have, or does not show here: chips without PACE have many words for it. */
async function readIfThere(line: ChipLine, name: ChipFileName): Promise<Uint8Array | null> {
  try {
    return await readFile(line, name)
  } catch (error) {
    if (error instanceof UnexpectedStatus) return null
    throw error
  }
}

function securityInfos(cardAccess: Uint8Array): readonly SecurityInfo[] {
  try {
    return readCardAccess(cardAccess)
  } catch (error) {
    if (error instanceof LdsError) throw new ChipAnswerUnreadable('EF.CardAccess', '9303-11, 9.2')
    throw error
  }
}

/** Of several ways the one that proves most, then the longest key: CAM before GM, AES-256 before AES-128, triple DES last. */
export function choosePace(infos: readonly SecurityInfo[]): PaceChoice {
  const offered = infos.filter((info) => info.kind === 'PACE')
  const [best] = offered
    .flatMap(({ oid, version, parameterId }) => {
      const algorithm = paceAlgorithms[oid]
      const curve = curveOfParameters(parameterId ?? 0)
      return algorithm && curve && version === 2 ? [{ oid, curve, algorithm }] : []
    })
    .toSorted((a, b) => rank(b.algorithm) - rank(a.algorithm))
  if (!best) throw new ProtocolNotSupported(offered[0]?.oid ?? 'PACE')
  const isOneOfMany = new Set(offered.map(({ parameterId }) => parameterId)).size > 1
  return { oid: best.oid, curve: best.curve, isOneOfMany }
}

const strengths = { '3DES': 0, 'AES-128': 1, 'AES-192': 2, 'AES-256': 3 } as const
const rank = ({ mapping, cipher }: (typeof paceAlgorithms)[string]) =>
  strengths[cipher] + (mapping === 'CAM' ? 10 : 0)
