import { readBounded } from './ipp/post.ts'
import { PrinterProtocolFault, PrinterRefusal } from './printer.ts'

/** A card seen from above is some hundred kilobytes. */
const longestPicture = 16 << 20
const patience = 10_000

/**
 * What the camera above the output tray sees of a card, at `<url>/<number>`; null while the card is not there yet (202). Throws
 * PrinterProtocolFault for a card that never came, or PrinterRefusal PRINTER_OFF without a camera.
 */
export async function lookIntoTray(url: string, number: number): Promise<Uint8Array | null> {
  try {
    const response = await fetch(`${url}/${number}`, { signal: AbortSignal.timeout(patience) })
    if (response.status !== 202 && response.ok) return await readBounded(response.body ?? [], longestPicture)
    await response.body?.cancel()
    if (response.status === 202) return null
    throw new PrinterProtocolFault(response.status)
  } catch (error) {
    throw error instanceof PrinterProtocolFault ? error : new PrinterRefusal('PRINTER_OFF')
  }
}
