import { z } from 'zod'
import { calendarDateSchema } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'

/** Papers that a measure rests on. */
export const basisKinds = {
  DECISION: { vi: 'Quyết định', en: 'Decision' },
  MINUTES: { vi: 'Biên bản', en: 'Record' },
  CERTIFICATE: { vi: 'Giấy chứng nhận, giấy xác nhận', en: 'Certificate' },
  NOTICE: { vi: 'Văn bản thông báo', en: 'Notice' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type BasisKind = keyof typeof basisKinds

const words = (most: number) =>
  z
    .string()
    .transform((text) => text.trim().normalize('NFC'))
    .pipe(z.string().min(1).max(most))

export const basisSchema = z.strictObject({
  kind: z.enum(Object.keys(basisKinds) as BasisKind[]),
  number: words(60),
  issuedOn: calendarDateSchema,
  issuedBy: words(200),
})
export type Basis = z.infer<typeof basisSchema>
