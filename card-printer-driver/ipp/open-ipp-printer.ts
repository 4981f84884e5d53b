import { readFile } from 'node:fs/promises'
import { X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { DomainError } from '../../core/errors.ts'
import { IppCardPrinter } from './ipp-card-printer.ts'

/** Without it the station would trust a printer that it cannot know, or none. */
export class PrinterCertificatesUnusable extends DomainError<'PRINTER_CERTIFICATES_UNUSABLE'> {
  constructor() {
    super('PRINTER_CERTIFICATES_UNUSABLE', {
      vi: 'Không đọc được tệp chứng thư của máy in (PRINTER_CA_FILE): cần chứng thư ở dạng PEM.',
      en: "The file of the printer's certificates (PRINTER_CA_FILE) cannot be read: certificates as PEM are needed.",
    })
  }
}

/** Throws {@link PrinterCertificatesUnusable}. */
export async function openIppPrinter(settings: {
  readonly url: string
  readonly trayUrl: string | null
  readonly caFile: string | null
}): Promise<IppCardPrinter> {
  const { url, trayUrl, caFile } = settings
  return new IppCardPrinter(url, {
    trayUrl,
    trusted: caFile === null ? null : await readCertificates(caFile),
  })
}

async function readCertificates(path: string): Promise<string> {
  try {
    const pem = await readFile(path, 'utf8')
    // Throws for a file without one, which would trust nobody and not say why.
    createSecureContext({ ca: new X509Certificate(pem).toString() })
    return pem
  } catch {
    throw new PrinterCertificatesUnusable()
  }
}
