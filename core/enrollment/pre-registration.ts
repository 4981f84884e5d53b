import { z } from 'zod'
import { ageOn, type CalendarDate, type PartialDate } from '../dates/calendar-date.ts'
import { packetManifestSchema } from './packet.ts'
import { requestReasonsOn, type RequestReason } from './request-reasons.ts'
import { type ComparedFieldName, whoWins } from './who-wins.ts'

/** VISIT: filled in before coming. ONLINE: nobody has to come. */
export const preRegistrationChannels = ['VISIT', 'ONLINE'] as const
export type PreRegistrationChannel = (typeof preRegistrationChannels)[number]

/** Days for which a desk can open what was filled in: a house rule, longer than appointments are made ahead. */
export const preRegistrationDays = 90

/** Pages of papers that one request may have, and bytes of one page: a photo of a phone, or a scanned page. */
export const mostUploadedPages = 20
export const mostUploadedBytes = 5_000_000

const declaredFields = Object.keys(whoWins) as [ComparedFieldName, ...ComparedFieldName[]]

/** What the citizen says otherwise than the register: proven, judged and confirmed letter by letter at the desk, never here. */
export const declaredSchema = z.partialRecord(z.enum(declaredFields), z.string().trim().min(1).max(300))

export const preRegistrationSchema = z.strictObject({
  channel: z.enum(preRegistrationChannels),
  kind: z.string(),
  reason: z.string(),
  declared: declaredSchema,
  phone: z
    .string()
    .regex(/^0\d{9}$/)
    .nullable(),
  email: z.email().max(120).nullable(),
  delivery: packetManifestSchema.shape.delivery,
})
export type PreRegistrationContent = z.infer<typeof preRegistrationSchema>

interface Asking {
  readonly birthDate: PartialDate
  /** Whether a parent or representative asks, and not the person. */
  readonly represented: boolean
  readonly on: CalendarDate
}

/** Luật Căn cước 2023, 23.2: below six nothing is captured, and a representative asks online. */
const capturedFrom = 6
/** TT 17/2024/TT-BCA and the public service 2.001194: re-issued online from what was captured last. */
const reissuedOnline: readonly string[] = ['LOST', 'DAMAGED']

/** The cases that can be asked for, each with whether it needs a visit. */
export function casesFor({
  birthDate,
  represented,
  on,
}: Asking): readonly (RequestReason & { readonly channels: readonly PreRegistrationChannel[] })[] {
  const isSmall = ageOn(birthDate, on) < capturedFrom
  return requestReasonsOn(on).map((reason) => {
    const online = isSmall
      ? represented && reason.kind === 'FIRST_ISSUE'
      : reason.kind === 'REISSUE' && reissuedOnline.includes(reason.code)
    const visit = !isSmall || reason.kind !== 'FIRST_ISSUE'
    return {
      ...reason,
      channels: [...(online ? (['ONLINE'] as const) : []), ...(visit ? (['VISIT'] as const) : [])],
    }
  })
}
