/**
 * Reads a chip that was just written, as a border control would, and compares it byte for byte.
 *
 * A chip that guards its files but is not locked yet still shows DG3 to whoever has the CAN: that is the one moment in which fingers
 * are compared, without any inspection system's key at the station. After the lock the chip is opened anew with its MRZ, by PACE and
 * by BAC, and has to withhold DG3.
 */
import { equalBytes } from '../../core/bytes.ts'
import { asciiBytes } from '../../core/der.ts'
import type { ChipFileName, ChipImage } from '../../core/lds/chip-files.ts'
import { readDg14 } from '../../core/lds/dg14.ts'
import { readDg15 } from '../../core/lds/dg15.ts'
import { encodeTlv } from '../../core/lds/tlv.ts'
import { readCvCertificate } from '../../core/pki/read-cv-certificate.ts'
import { authenticateActively } from './active-authentication.ts'
import { command } from './apdu.ts'
import { authenticateChip, checkMapping, chooseChipAuthentication } from './chip-authentication.ts'
import type { CardChannel } from './card-channel.ts'
import type { ChipContents } from './chip-contents.ts'
import type { PresentedChip } from './chip-encoder.ts'
import { sendOk } from './chip-line.ts'
import type { RandomSource } from './key-agreement.ts'
import { openWithBac, openWithPace } from './open-chip.ts'
import { ChipNotWritten } from './personalisation-refusals.ts'
import { readChip } from './read-chip.ts'
import { ChipNotGenuine } from './refusals.ts'
import type { SecureChannel } from './secure-channel.ts'

interface Written {
  readonly chip: PresentedChip
  readonly contents: ChipContents
  readonly random: RandomSource
}

/** Before the lock: every file, and whether the chip has the private halves of the keys in DG14 and DG15. */
export async function readBackUnlocked({ chip, contents, random }: Written): Promise<void> {
  const { image, access } = contents
  await withReader(chip, async (reader) => {
    const channel = await openWithPace(reader, { kind: 'CAN', text: access.can }, random)
    const { image: read } = await readChip(channel)
    compare(image, read, new Set())
    await proveKeys(channel, contents, random)
  })
}

/** After the lock: everything but DG3, through both doors. */
export async function readBackLocked({ chip, contents, random }: Written): Promise<void> {
  const { image, access } = contents
  const doors = [
    (reader: CardChannel) => openWithPace(reader, { kind: 'MRZ', text: access.mrz }, random),
    (reader: CardChannel) => openWithBac(reader, access.mrz, random),
  ]
  for (const open of doors) {
    await withReader(chip, async (reader) => {
      const channel = await open(reader)
      const { image: read, withheld } = await readChip(channel)
      if (image.has('DG3') && !withheld.includes('DG3')) throw new ChipNotWritten('CHIP_OPEN', 'spoiled')
      // EF.CardSecurity is shown after PACE alone (9303-11, 9.2.11).
      compare(image, read, new Set(channel.access === 'BAC' ? ['DG3', 'CARD_SECURITY'] : ['DG3']))
    })
  }
}

/** The chip powered anew; given back also where it does not open, or the next power-up would find it taken. */
async function withReader(chip: PresentedChip, work: (reader: CardChannel) => Promise<void>): Promise<void> {
  const reader = await chip.connect()
  try {
    await work(reader)
  } finally {
    await reader.close(true)
  }
}

function compare(written: ChipImage, read: ChipImage, hidden: ReadonlySet<ChipFileName>): void {
  for (const [file, bytes] of written) {
    if (hidden.has(file)) continue
    const found = read.get(file)
    if (!found || !equalBytes(found, bytes)) throw new ChipNotWritten('CHIP_DIFFERS', 'spoiled', { file })
  }
}

async function proveKeys(channel: SecureChannel, contents: ChipContents, random: RandomSource) {
  try {
    await proveActiveKey(channel, contents.image, random)
    await proveChipKey(channel, contents, random)
  } catch (error) {
    if (error instanceof ChipNotGenuine) throw new ChipNotWritten('CHIP_KEYS_DIFFER', 'spoiled', error.facts)
    throw error
  }
}

async function proveActiveKey(channel: SecureChannel, image: ChipImage, random: RandomSource) {
  const dg15 = image.get('DG15')
  const dg14 = image.get('DG14')
  if (!dg15) return
  const key = readDg15(dg15)
  await authenticateActively(channel, { key, infos: dg14 ? readDg14(dg14) : [] }, random)
}

/** With the key agreed on, whether the chip knows the authority that readers of DG3 are verified against. */
async function proveChipKey(channel: SecureChannel, { image, cvca }: ChipContents, random: RandomSource) {
  const dg14 = image.get('DG14')
  const choice = dg14 ? chooseChipAuthentication(readDg14(dg14)) : null
  if (!choice) return
  if (channel.mapping) checkMapping(channel, choice.key)
  await authenticateChip(channel, choice, random)
  if (!cvca) return
  const { holder } = readCvCertificate(cvca)
  await sendOk(channel, trustAnchor, command(0x002281b6, encodeTlv(0x83, asciiBytes(holder))))
}

const trustAnchor = { name: 'MSE:SET DST', clause: 'TR-03110-3, B.11.4' }
