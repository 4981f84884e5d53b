import { expect, test } from 'vitest'
import { fromHex } from '../../core/bytes.ts'
import { plainLine } from './chip-line.ts'
import { readPieceLength } from './piece-length.ts'
import { scriptedChip } from './test-scripted-chip.ts'

const bare = fromHex('3b80800101')
const withExtended = fromHex('3b85800180738421c092')

const pieceLength = (atr: Uint8Array, ...answers: readonly string[]) =>
  readPieceLength(plainLine(scriptedChip(...answers).channel), atr)

test.each([
  ['neither file nor ATR says more', bare, ['6a82'], 223],
  ['the file may not be read', bare, ['6982'], 223],
  ['the ATR promises extended lengths', withExtended, ['6a82'], 1024],
  ['the file says 1000', bare, ['9000', '7f6608020203e8020203e89000'], 975],
  ['the file says less than the ATR', withExtended, ['9000', '7f66080202010002020100' + '9000'], 223],
  ['the file says 65535', bare, ['9000', '430101' + '7f66080202ffff0202ffff' + '6282'], 4096],
  ['the file says 16', bare, ['9000', '7f66060201100201109000'], 223],
  ['the file does not say', bare, ['9000', '4301019000'], 223],
  ['the file is no TLV', bare, ['9000', '7f66ff9000'], 223],
] as const)('where %s, so much is read at once', async (_, atr, answers, expected) => {
  expect(await pieceLength(atr, ...answers)).toBe(expected)
})
