import { z } from 'zod'
import type { Prisma } from '../../prisma/client/client.ts'

/** What no column of a resident holds: `Resident.otherData`. Keys that another part of the system wrote stay untouched. */
const otherDataSchema = z.looseObject({
  /** Fields of which a source said "không rõ": asked for, and not known. */
  unknown: z.array(z.string()).default([]),
  /** Head of the household, while that person is not in the register. */
  head: z.object({ name: z.string(), number: z.string().nullable(), relation: z.string() }).optional(),
  /** The day on which somebody last looked for the missing papers. */
  followedUpOn: z.string().optional(),
})
export type OtherData = z.infer<typeof otherDataSchema>

export function readOtherData(json: unknown): OtherData {
  return otherDataSchema.parse(json ?? {})
}

export function writeOtherData(data: OtherData): Prisma.InputJsonObject {
  const { unknown, ...rest } = data
  return (unknown.length > 0 ? { ...rest, unknown } : rest) as Prisma.InputJsonObject
}
