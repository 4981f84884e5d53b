import { packetManifestSchema } from '../../../core/enrollment/packet.ts'

const schema = packetManifestSchema.shape.delivery

/** How a file's card is to reach its holder; null where nobody said. */
export const deliveryOf = (stored: unknown) => schema.parse(stored ?? null)
