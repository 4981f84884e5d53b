import { z } from 'zod'
import { packetManifestSchema } from '../../core/enrollment/packet.ts'

const manifest = packetManifestSchema.shape

/** What the files of a household, a school or a ward have in common: kept until the day's work of the group is over. */
export const groupCardSchema = z.object({
  at: z.iso.datetime(),
  files: z.array(z.string()),
  shared: z
    .object({
      channel: manifest.channel,
      residence: manifest.person.shape.residence,
      residenceUnit: manifest.person.shape.residenceUnit,
      representative: manifest.representative,
      contact: manifest.contact,
      delivery: manifest.delivery,
    })
    .nullable(),
})
export type GroupCard = z.infer<typeof groupCardSchema>
