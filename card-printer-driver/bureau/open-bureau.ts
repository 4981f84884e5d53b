import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BureauCertificates, bureauCertificates } from '../../core/cms/bureau-file.ts'
import { fromPem } from '../../core/cms/certificate.ts'
import type { SigningIdentity } from '../../core/cms/signed-data.ts'
import type { DocumentFonts } from '../../core/documents/fonts.ts'
import { DerError } from '../../core/der.ts'
import type { Admission } from '../admit-station.ts'
import type { Config } from '../env.ts'
import { loadFonts } from '../load-fonts.ts'
import { openProductionKey } from '../production-key.ts'
import type { ServerClient } from '../server-client.ts'
import { StepJournal } from '../step-journal.ts'
import { ExportRecords } from './export-records.ts'
import { BureauCertificatesUnusable } from './refusals.ts'
import { openReplyKey, type ReplyKey } from './reply-key.ts'

/** A station whose cards an outside bureau makes. */
export interface Bureau {
  readonly server: ServerClient
  readonly stationId: string
  /** Who signs exports. */
  readonly identity: SigningIdentity
  readonly certificates: BureauCertificates
  readonly replyKey: ReplyKey
  readonly journal: StepJournal
  readonly records: ExportRecords
  readonly fonts: DocumentFonts
  /** Name of the key that lets it have cards in force made; null: specimens. */
  readonly productionKey: string | null
  /** Where exports are written. */
  readonly folder: string
  /** Days from the export to the results. */
  readonly days: number
  readonly stop: AbortSignal
  /** One line for the operator. */
  readonly say: (line: string) => void
}

/** Where a bureau station keeps what it knows, apart from the journal of a station that prints. */
export const bureauPlace = (dataDirectory: string) => join(dataDirectory, 'bureau')

export const openRecords = (place: string) => ExportRecords.open(join(place, 'exports'))

export interface Opening extends Pick<Bureau, 'stop' | 'say'> {
  readonly admission: Admission
}

/** Throws BureauCertificatesUnusable, ProductionKeyUnusable, JournalDamaged. */
export async function openBureau(
  { station, bureau }: Config,
  { admission, stop, say }: Opening,
): Promise<Bureau> {
  const { server, machine, key } = admission
  if (!bureau) throw new RangeError('not the settings of a bureau')
  const certificates = await readCertificates(bureau.certificatesFile)
  const place = bureauPlace(station.dataDirectory)
  await mkdir(bureau.folder, { recursive: true, mode: 0o700 })
  const { journal } = await StepJournal.open(place)
  return {
    server,
    stationId: machine.id,
    identity: {
      certificate: fromPem('CERTIFICATE', machine.certificate ?? ''),
      privateKey: key.privateKey,
    },
    certificates,
    replyKey: await openReplyKey(join(place, 'reply-key.pk8')),
    journal,
    records: await openRecords(place),
    fonts: await loadFonts(),
    productionKey: await openProductionKey(station.productionKeyFile),
    folder: bureau.folder,
    days: bureau.days,
    stop,
    say,
  }
}

async function readCertificates(path: string): Promise<BureauCertificates> {
  const pem = await readFile(path, 'utf8').catch(() => '')
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  const found = bureauCertificates(blocks.flatMap(derOf))
  if (!found) throw new BureauCertificatesUnusable()
  return found
}

function derOf(block: string): Uint8Array[] {
  try {
    return [fromPem('CERTIFICATE', block)]
  } catch (error) {
    if (error instanceof DerError) return []
    throw error
  }
}
