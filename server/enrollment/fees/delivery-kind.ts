import { z } from 'zod'

const delivery = z.object({ kind: z.enum(['PICKUP', 'POST']) })

/** How a file's card goes out, of its column `delivery`; null where nothing was said. */
export function deliveryKind(column: unknown): 'PICKUP' | 'POST' | null {
  const read = delivery.safeParse(column)
  return read.success ? read.data.kind : null
}
