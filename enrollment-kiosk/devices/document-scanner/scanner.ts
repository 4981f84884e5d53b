import { type EsclLink, openEsclLink, type ScannerPatience, usualPatience } from './escl-link.ts'
import {
  readCapabilities,
  readStatus,
  type ScannerCapabilities,
  type ScannerStatus,
  type ScanOrder,
  scanSettings,
} from './escl-messages.ts'
import { FeederEmpty, PageLost, ScannerFault, ScannerJammed, ScannerUnreachable } from './refusals.ts'

/** A scanner of paper, with or without a feeder. */
export interface DocumentScanner {
  readonly capabilities: ScannerCapabilities
  /**
   * One job: pages as they come, until the feeder is empty. What has been given out before a refusal is whole.
   * Throws ScannerUnreachable, ScannerBusy, {@link FeederEmpty}, {@link ScannerJammed}, {@link PageLost}, {@link ScannerFault}.
   */
  scan(order: ScanOrder): AsyncGenerator<Uint8Array, void, void>
}

const folder = '/eSCL'
const jams: ReadonlySet<string> = new Set([
  'ScannerAdfJam',
  'ScannerAdfMispick',
  'ScannerAdfMultipickDetected',
])

/** Opens an eSCL scanner at `http://host:port`. Throws {@link ScannerUnreachable} where none answers. */
export async function openDocumentScanner(
  address: string,
  {
    patience = usualPatience,
    signal = new AbortController().signal,
  }: { readonly patience?: ScannerPatience; readonly signal?: AbortSignal } = {},
): Promise<DocumentScanner> {
  const link = openEsclLink(address, patience, signal)
  const capabilities = readCapabilities(await link.getText(`${folder}/ScannerCapabilities`))
  if (!capabilities) throw new ScannerUnreachable()
  return {
    capabilities,
    async *scan(order) {
      const job = await beginJob(link, order)
      try {
        let pages = 0
        for (;;) {
          const page = await nextPage(link, { job, pages })
          if (!page) break
          pages++
          yield page
        }
        if (await isJammed(link)) throw new ScannerJammed(pages)
      } finally {
        await endJob(link, job)
      }
    },
  }
}

async function statusOf(link: EsclLink): Promise<ScannerStatus> {
  const status = readStatus(await link.getText(`${folder}/ScannerStatus`))
  if (!status) throw new ScannerUnreachable()
  return status
}

async function isJammed(link: EsclLink): Promise<boolean> {
  const { feeder } = await statusOf(link)
  return feeder !== null && jams.has(feeder)
}

/** The path of a new job. The host in its Location is the scanner's own name for itself, and is left alone. */
async function beginJob(link: EsclLink, order: ScanOrder): Promise<string> {
  const body = scanSettings(order)
  const { feeder } = await statusOf(link)
  if (feeder !== null && jams.has(feeder)) throw new ScannerJammed(0)
  if (order.source === 'Feeder' && feeder === 'ScannerAdfEmpty') throw new FeederEmpty()
  const response = await link.whenReady({ method: 'POST', path: `${folder}/ScanJobs`, body })
  await response.body?.cancel()
  const location = response.headers.get('location')
  if (response.status !== 201 || !location) throw new ScannerFault(response.status)
  return new URL(location, 'http://scanner').pathname.replace(/\/+$/, '')
}

async function nextPage(
  link: EsclLink,
  { job, pages }: { readonly job: string; readonly pages: number },
): Promise<Uint8Array | null> {
  const response = await link.whenReady({ method: 'GET', path: `${job}/NextDocument` })
  if (response.status === 200) return pageIn(response, pages + 1)
  await response.body?.cancel()
  if (response.status === 404 || response.status === 410) return null
  if (await isJammed(link)) throw new ScannerJammed(pages)
  throw new ScannerFault(response.status)
}

/** Asked for again the scanner would give the next sheet: a page that does not arrive whole is lost. */
async function pageIn(response: Response, page: number): Promise<Uint8Array> {
  const bytes = await response.bytes().catch((cause: unknown) => {
    throw Object.assign(new PageLost(page), { cause })
  })
  if (!isWholeJpeg(bytes)) throw new PageLost(page)
  return bytes
}

/** ITU-T T.81, B.1.1.3: from SOI to EOI; some scanners fill up the last block behind it. */
function isWholeJpeg(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false
  for (let i = bytes.length - 2; i >= Math.max(2, bytes.length - 1024); i--) {
    if (bytes[i] === 0xff && bytes[i + 1] === 0xd9) return true
  }
  return false
}

/** A finished job may be gone already, and a lost scanner cannot be told: neither is a fault. */
async function endJob(link: EsclLink, path: string): Promise<void> {
  await link.send({ method: 'DELETE', path }).then(
    (response) => response.body?.cancel(),
    () => undefined,
  )
}
