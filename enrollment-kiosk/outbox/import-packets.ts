import { lstat } from 'node:fs/promises'
import { mostPacketBytes } from '../../core/cms/open-packet.ts'
import { explainApplicationCode, parseApplicationCode } from '../../core/enrollment/application-code.ts'
import { DomainError } from '../../core/errors.ts'
import { OfficerNotSignedIn } from '../sync/officer-refusals.ts'
import type { Kiosk } from '../session/kiosk.ts'
import { readIfPresent } from './durable-file.ts'
import { type ListedPacket, mediumFault, openMedium, packetPath, readLists } from './medium.ts'
import { PacketAlreadyInOutbox, sha256Of } from './outbox.ts'

/** A file on the medium is not the packet that the list names. */
class ImportedPacketDamaged extends DomainError<'IMPORTED_PACKET_DAMAGED'> {
  constructor() {
    super('IMPORTED_PACKET_DAMAGED', {
      vi: 'Tệp trên thiết bị nhớ bị hỏng hoặc thiếu. Hãy xuất lại gói hồ sơ này từ máy đã thu nhận.',
      en: 'The file on the medium is damaged or missing. Export this packet again from its own kiosk.',
    })
  }
}

class PacketOfAnotherCentre extends DomainError<'PACKET_OF_ANOTHER_CENTRE'> {
  constructor() {
    super('PACKET_OF_ANOTHER_CENTRE', {
      vi: 'Gói hồ sơ của điểm thu nhận khác. Hãy nhập tại một máy của điểm thu nhận đó.',
      en: 'The packet is of another centre. Import it at a kiosk of that centre.',
    })
  }
}

export interface ImportAnswer {
  readonly imported: number
  /** Already in this outbox, or received. */
  readonly known: number
  /** What was not taken, and why. */
  readonly refused: readonly {
    readonly file: string
    readonly code: string
    readonly vi: string
    readonly en: string
  }[]
}

/**
 * Takes packets that another kiosk of the centre exported into this outbox, to be sent from here in its stead. One that is
 * damaged does not stop the others. Throws OfficerNotSignedIn, MediumRefused.
 */
export async function importPackets(kiosk: Kiosk, directory: string): Promise<ImportAnswer> {
  if (!kiosk.officers.find('supervisor') && !kiosk.officers.find('operator'))
    throw new OfficerNotSignedIn('operator')
  const { settings } = kiosk.installation.machine()
  const folder = await openMedium(directory, kiosk.config.dataDirectory)
  const { lists, damaged } = await readLists(folder).catch((error: unknown) => {
    throw mediumFault(error, 'NOT_READABLE')
  })
  const refused = damaged.map((file) => ({ file, ...wordsOf(new ImportedPacketDamaged()) }))
  const answer = { imported: 0, known: 0 }
  const listed = new Map(lists.flatMap(({ packets }) => packets).map((packet) => [packet.sha256, packet]))
  for (const packet of listed.values()) {
    try {
      await take(kiosk, packet, { folder, centre: settings.centre.code })
      answer.imported += 1
    } catch (error) {
      if (!(error instanceof DomainError)) throw mediumFault(error, 'NOT_READABLE')
      if (error instanceof PacketAlreadyInOutbox) answer.known += 1
      else refused.push({ file: packet.applicationCode, ...wordsOf(error) })
    }
  }
  if (answer.imported > 0) kiosk.sender.wake()
  return { ...answer, refused }
}

const wordsOf = ({ code, text }: DomainError) => ({ code, ...text })

async function take(
  { outbox }: Kiosk,
  packet: ListedPacket,
  { folder, centre }: { readonly folder: string; readonly centre: string },
): Promise<void> {
  const { sha256, sealedAt } = packet
  const applicationCode = parseApplicationCode(packet.applicationCode)
  if (explainApplicationCode(applicationCode).centre !== centre) throw new PacketOfAnotherCentre()
  if (outbox.find(sha256)) throw new PacketAlreadyInOutbox()
  const path = packetPath(folder, packet)
  const file = await lstat(path).catch(() => null)
  if (!file?.isFile() || file.size > mostPacketBytes) throw new ImportedPacketDamaged()
  const bytes = await readIfPresent(path)
  if (!bytes || sha256Of(bytes) !== sha256) throw new ImportedPacketDamaged()
  await outbox.addForeign({ applicationCode, bytes, sealedAt })
}
