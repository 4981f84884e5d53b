import { createHash } from 'node:crypto'
import type { PacketReceipt } from '../../core/contracts/kiosk-sync.ts'
import { DomainError } from '../../core/errors.ts'
import type { Actor } from '../kernel/actor.ts'
import { PacketTooLarge, type PiecesOf, readPieces, removePieces, takePiece } from './packet-pieces.ts'
import { admitSender, demandRoom, earlierReceipt, receivePacket, type WithPackets } from './receive-packet.ts'

/** All bytes are there and are not the packet: what came is thrown away. */
export class PiecesDamaged extends DomainError<'PACKET_PIECES_DAMAGED'> {
  constructor() {
    super('PACKET_PIECES_DAMAGED', {
      vi: 'Gói nhận được không khớp mã kiểm tra. Phần đã nhận đã bị xóa; hãy gửi lại từ đầu.',
      en: 'What came is not the packet. It was removed; send it again from the start.',
    })
  }
}

export interface PacketPiece {
  readonly applicationCode: string
  readonly sha256: string
  readonly offset: number
  /** Of the whole packet. */
  readonly length: number
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * Takes a piece of a packet. With the last byte the whole is compared with its hash and received as if it had come at once.
 * Throws PieceTooFar, {@link PacketTooLarge}, {@link PiecesDamaged} and what receivePacket throws.
 */
export async function receivePiece(
  app: WithPackets,
  actor: Actor,
  { applicationCode, sha256, offset, length, bytes }: PacketPiece,
): Promise<PacketReceipt | { readonly received: number }> {
  const sender = await admitSender(app, actor, applicationCode)
  if (length > app.env.intake.maxBytes) throw new PacketTooLarge()
  const known = await earlierReceipt(app, { code: sender.code, sha256 })
  if (known) return known
  if (offset === 0) await demandRoom(app)
  const of = { machine: sender.actor.id, sha256 }
  const received = await takePiece(app, of, { offset, length, bytes })
  return received < length ? { received } : receiveWhole(app, sender.actor, { of, applicationCode })
}

async function receiveWhole(
  app: WithPackets,
  actor: Actor,
  { of, applicationCode }: { readonly of: PiecesOf; readonly applicationCode: string },
): Promise<PacketReceipt> {
  try {
    const bytes = await readPieces(app, of)
    if (createHash('sha256').update(bytes).digest('hex') !== of.sha256) throw new PiecesDamaged()
    const receipt = await receivePacket(app, actor, { applicationCode, bytes })
    await removePieces(app, of)
    return receipt
  } catch (error) {
    // A refused packet does not come again; one that only has to wait does.
    if (error instanceof DomainError && error.code !== 'INTAKE_BUSY') await removePieces(app, of)
    throw error
  }
}
