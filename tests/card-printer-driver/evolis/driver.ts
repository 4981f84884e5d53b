/** The Evolis driver on an emulated printer, for tests. */
import type { ChipEncoder } from '../../../card-printer-driver/chip/chip-encoder.ts'
import type { CardRasteriser } from '../../../card-printer-driver/card-raster.ts'
import { stationEncoder } from '../../../card-printer-driver/emulators/evolis/station-encoder.ts'
import type { EvolisCard } from '../../../card-printer-driver/evolis/evolis-card.ts'
import {
  EvolisCardPrinter,
  type EvolisSettings,
} from '../../../card-printer-driver/evolis/evolis-card-printer.ts'
import type { CardProgress } from '../../../card-printer-driver/printer.ts'
import { lineAddress } from '../../../card-printer-driver/transport/line-address.ts'
import type { EvolisProcess } from './evolis-process.ts'

export function driverOf(
  emulator: EvolisProcess,
  rasteriser: CardRasteriser,
  more: Partial<EvolisSettings> = {},
): EvolisCardPrinter {
  const reader: ChipEncoder = stationEncoder(emulator.chip)
  const address = more.address ?? lineAddress(`evolis+tcp://${emulator.line}`)
  if (!address) throw new Error('no line')
  return new EvolisCardPrinter({
    trayUrl: emulator.trayUrl,
    ribbon: 'ymckok',
    levels: 32,
    encode: 'CONTACT',
    encoder: async () => reader,
    rasteriser,
    ...more,
    address,
  })
}

/** How a card ended; asked until it did. */
export async function ended(printer: EvolisCardPrinter, jobId: number): Promise<CardProgress> {
  for (;;) {
    const progress = await printer.progress(jobId)
    if (progress.state === 'printed' || progress.state === 'failed') return progress
  }
}

/** Prints a card that was fed, to its end. */
export async function printed(
  printer: EvolisCardPrinter,
  card: EvolisCard,
  pdf: Uint8Array,
): Promise<CardProgress> {
  const { jobId } = await card.print({ pdf, template: 'CC_2024' })
  return await ended(printer, jobId)
}

/** Asked until it is so. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}

/** Two pages of a card's size with one black square each: the machine's faults do not look at the picture. */
export function plainCard(): Uint8Array {
  const page = (n: number) =>
    `${n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 242.65 153.01]/Contents 5 0 R>>endobj\n`
  const square = '20 20 40 40 re f'
  return Uint8Array.from(
    Buffer.from(
      `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n${page(3)}${page(4)}` +
        `5 0 obj<</Length ${square.length}>>stream\n${square}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
      'latin1',
    ),
  )
}
