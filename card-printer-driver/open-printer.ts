import type { ChipEncoder } from './chip/chip-encoder.ts'
import { CardRasteriser } from './card-raster.ts'
import type { Config } from './env.ts'
import { EvolisCardPrinter } from './evolis/evolis-card-printer.ts'
import { openIppPrinter } from './ipp/open-ipp-printer.ts'
import type { CardPrinter } from './printer.ts'
import { lineAddress } from './transport/line-address.ts'

/** The printer that the settings name. `encoder`: the reader at its own station, where it has one. Throws PrinterCertificatesUnusable. */
export async function openPrinter(
  { printer }: Config,
  encoder: () => Promise<ChipEncoder | null>,
): Promise<CardPrinter> {
  const address = lineAddress(printer.url)
  if (!address) return await openIppPrinter(printer)
  const { ribbon, levels, station: encode, trayUrl } = printer
  const rasteriser = await CardRasteriser.open()
  return new EvolisCardPrinter({ address, trayUrl, ribbon, levels, encode, encoder, rasteriser })
}
