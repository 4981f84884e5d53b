import type { PacketReceipt } from '../../core/contracts/kiosk-sync.ts'
import { ServerRefusal } from '../sync/refusals.ts'
import type { PacketPiece, SealedFile, ServerClient } from '../sync/server-client.ts'

/** How a packet is to be brought over. */
export interface Delivery {
  /** Of the packet, hexadecimal. */
  readonly sha256: string
  /** The most bytes of one request. */
  readonly pieceBytes: number
  /** An earlier try broke off: the server may hold a part. */
  readonly resume: boolean
  /** So many bytes are on the server's disk. */
  readonly onConfirmed: (bytes: number) => void
  readonly signal: AbortSignal
}

/** Refusals that say nothing against the packet, only where the server stands with its pieces. */
export const pieceRefusals: ReadonlySet<string> = new Set(['WRONG_OFFSET', 'PACKET_PIECES_DAMAGED'])
/** Begun anew so often within one try. */
const mostRestarts = 3

/**
 * Brings a packet to the server: what fits into one piece goes at once; what is larger, or broke off before, goes on from where
 * the server stands. Throws ServerUnreachable, ServerRefusal, ServerAnswerUnreadable.
 */
export async function deliverPacket(
  client: Pick<ServerClient, 'sendPacket' | 'sendPiece' | 'askPacket'>,
  packet: SealedFile,
  delivery: Delivery,
): Promise<PacketReceipt> {
  const { pieceBytes, resume, signal } = delivery
  if (!resume && packet.bytes.length <= pieceBytes) return client.sendPacket(packet, signal)
  for (let restarts = 0; ; restarts++) {
    try {
      return await deliverRest(client, packet, delivery)
    } catch (error) {
      const again = error instanceof ServerRefusal && pieceRefusals.has(error.code)
      if (!again || restarts === mostRestarts) throw error
    }
  }
}

async function deliverRest(
  client: Pick<ServerClient, 'sendPiece' | 'askPacket'>,
  { applicationCode, bytes }: SealedFile,
  { sha256, pieceBytes, onConfirmed, signal }: Delivery,
): Promise<PacketReceipt> {
  const known = await client.askPacket(sha256, signal)
  if (known && 'receipt' in known) return known.receipt
  let received = known?.received ?? 0
  onConfirmed(received)
  for (;;) {
    const piece: PacketPiece = {
      applicationCode,
      sha256,
      offset: received,
      length: bytes.length,
      bytes: bytes.subarray(received, received + pieceBytes),
    }
    const answer = await client.sendPiece(piece, signal)
    if (!('received' in answer)) return answer
    received = answer.received
    onConfirmed(received)
  }
}
