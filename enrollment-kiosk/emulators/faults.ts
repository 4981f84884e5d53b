import { z } from 'zod'

const packet = z.int().positive()

/** What goes wrong on the wire. Packets are counted from 1, from the moment the faults are set. */
export const faultsSchema = z.strictObject({
  /** One bit of this packet is flipped. */
  corruptPacket: packet.optional(),
  /** Only the first half of this packet is sent. */
  truncatePacket: packet.optional(),
  dropPacket: packet.optional(),
  /** The cable is pulled in the middle of this packet. */
  unplugAtPacket: packet.optional(),
  delayPacket: z.strictObject({ packet, milliseconds: z.int().positive() }).optional(),
  /** Milliseconds before every packet. */
  delay: z.int().nonnegative().optional(),
  /** Every byte in a write of its own. */
  fragment: z.boolean().optional(),
  /** Hexadecimal, sent before every packet. */
  junk: z
    .string()
    .regex(/^([0-9a-f]{2}\s*)+$/i)
    .optional(),
  /** The module answers from another address. */
  wrongAddress: z.boolean().optional(),
  /** The module hears and does nothing. */
  silent: z.boolean().optional(),
  /** The next answers to an instruction, whatever is on the sensor. */
  confirm: z
    .array(
      z.strictObject({
        instruction: z.int().min(0).max(255),
        confirmation: z.int().min(0).max(255),
        times: z.int().positive().default(1),
      }),
    )
    .optional(),
})
export type Faults = z.infer<typeof faultsSchema>
