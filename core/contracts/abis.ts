/**
 * Messages to and from an automated biometric identification system (ABIS): MOSIP ABIS API 0.9, message version 1.1.
 * JSON over two queues; numbers travel as strings. Of a person nothing travels but a referenceId that says nothing, and the
 * address where the ABIS may fetch the biometrics for a while. docs/abis.md explains the messages and their order.
 */
import { z } from 'zod'
import { DomainError } from '../errors.ts'
import { type AbisFailure, abisFailures, isAbisFailure } from './abis-failures.ts'

export const abisVersion = '1.1'
/** Longer texts are not parsed: ten thousand candidates fit. */
export const longestAbisText = 4_000_000

export const abisIds = {
  insert: 'mosip.abis.insert',
  identify: 'mosip.abis.identify',
  delete: 'mosip.abis.delete',
  ping: 'mosip.abis.ping',
  pendingJobs: 'mosip.abis.pendingJobs',
  referenceCount: 'mosip.abis.referenceCount',
} as const
export type AbisId = (typeof abisIds)[keyof typeof abisIds]

const text = z.string().max(2000)
const key = z.string().min(1).max(200)
/** A whole number, as text or as a number: counterparts write both. */
const whole = z
  .union([z.string().regex(/^\d{1,15}$/), z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)])
  .transform(Number)

const common = { version: z.literal(abisVersion), requestId: key, requesttime: z.string() }

const insertSchema = z.strictObject({
  id: z.literal(abisIds.insert),
  ...common,
  referenceId: key,
  referenceURL: key.max(2000),
})
const identifySchema = z.strictObject({
  id: z.literal(abisIds.identify),
  ...common,
  referenceId: z.string().max(200).optional(),
  referenceURL: text.optional(),
  /** An ABIS may know more flags than the first two; `searchFirst` is ours: an order, it leaves nobody out. */
  flags: z
    .looseObject({
      maxResults: whole.optional(),
      targetFPIR: whole.optional(),
      searchFirst: z.array(key).max(10_000).optional(),
    })
    .nullish(),
  gallery: z
    .strictObject({ referenceIds: z.array(z.strictObject({ referenceId: key })).max(100_000) })
    .nullish(),
})
const deleteSchema = z.strictObject({ id: z.literal(abisIds.delete), ...common, referenceId: key })
const bare = <Id extends AbisId>(id: Id) => z.strictObject({ id: z.literal(id), ...common })

const requestSchema = z.discriminatedUnion('id', [
  insertSchema,
  identifySchema,
  deleteSchema,
  bare(abisIds.ping),
  bare(abisIds.pendingJobs),
  bare(abisIds.referenceCount),
])
export type AbisRequestMessage = z.infer<typeof requestSchema>
export type IdentifyMessage = z.infer<typeof identifySchema>
export type InsertMessage = z.infer<typeof insertSchema>

/** What is sent: `at` is in milliseconds. */
export const messageTime = (at: number) => new Date(at).toISOString()

export type ReadRequest =
  | { readonly request: AbisRequestMessage; readonly failure: null }
  /** `id` and `requestId` as far as they could be read: the refusal repeats them. */
  | { readonly request: null; readonly failure: AbisFailure; readonly id: string; readonly requestId: string }

type Fields = Readonly<Record<string, unknown>>
const isText = (value: unknown): value is string => typeof value === 'string'
const isMissing = (value: unknown) => !isText(value) || value === ''
const namesPerson: readonly unknown[] = [abisIds.insert, abisIds.identify, abisIds.delete]
const isTime = (value: unknown) =>
  isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value))

/** The first that holds is the reason of a refusal; a message to which none applies and that is still not of its form is 4. */
const faults: readonly (readonly [failure: AbisFailure, holds: (fields: Fields) => boolean])[] = [
  [abisFailures.illegalId.code, ({ id }) => !Object.values<unknown>(abisIds).includes(id)],
  [abisFailures.illegalVersion.code, ({ version }) => version !== abisVersion],
  [abisFailures.requestIdMissing.code, ({ requestId }) => isMissing(requestId)],
  [abisFailures.requestTimeMissing.code, ({ requesttime }) => isMissing(requesttime)],
  [abisFailures.illegalRequestTime.code, ({ requesttime }) => !isTime(requesttime)],
  [
    abisFailures.referenceIdMissing.code,
    ({ id, referenceId, referenceURL }) =>
      namesPerson.includes(id) &&
      isMissing(referenceId) &&
      (id !== abisIds.identify || isMissing(referenceURL)),
  ],
  [
    abisFailures.referenceUrlMissing.code,
    ({ id, referenceURL }) => id === abisIds.insert && isMissing(referenceURL),
  ],
]

/** Reads what an ABIS is asked. Never throws: what is wrong becomes the reason of the answer. */
export function readAbisRequest(message: string): ReadRequest {
  const fields = parseObject(message)
  if (!fields) return { request: null, failure: abisFailures.malformed.code, id: '', requestId: '' }
  const named = {
    id: isText(fields['id']) ? fields['id'].slice(0, 200) : '',
    requestId: isText(fields['requestId']) ? fields['requestId'].slice(0, 200) : '',
  }
  const [fault] = faults.find(([, holds]) => holds(fields)) ?? []
  if (fault) return { request: null, failure: fault, ...named }
  const read = requestSchema.safeParse(fields)
  if (!read.success) return { request: null, failure: abisFailures.malformed.code, ...named }
  return { request: read.data, failure: null }
}

const anyObject = z.looseObject({})

function parseObject(message: string): Fields | null {
  if (message.length > longestAbisText) return null
  try {
    const value: unknown = JSON.parse(message)
    return anyObject.safeParse(value).data ?? null
  } catch {
    return null
  }
}

/** Words and numbers about a candidate or a search; every value is a string. */
const analyticsSchema = z.record(z.string().max(100), z.union([z.string().max(200), z.number()]))
type Analytics = Readonly<Record<string, string | number>>

const candidateSchema = z.object({
  referenceId: z.string().min(1).max(200),
  analytics: analyticsSchema.nullish(),
  modalities: z
    .array(z.object({ biometricType: z.string().max(20), analytics: analyticsSchema.nullish() }))
    .nullish(),
})
export type AbisCandidate = z.infer<typeof candidateSchema>

const answered = {
  id: z.string().max(200),
  /** Empty in the refusal of a message that had none. */
  requestId: z.string().max(200),
  responsetime: z.string().max(100).optional(),
}
/** Counterparts write the number as a text or as a number. */
const returned = <const Value extends '1' | '2'>(value: Value) =>
  z.union([z.literal(value), z.literal(Number(value))]).transform(() => value)

const refusalSchema = z.object({
  ...answered,
  returnValue: returned('2'),
  failureReason: whole.nullish(),
})
const successSchema = z.object({
  ...answered,
  returnValue: returned('1'),
  candidateList: z
    .object({ count: whole, candidates: z.array(candidateSchema).max(10_000).nullish() })
    .nullish(),
  jobscount: whole.optional(),
  count: whole.optional(),
})
const answerSchema = z.union([successSchema, refusalSchema])

/** An answer as whoever asked reads it. */
export type AbisAnswer =
  | {
      readonly id: string
      readonly requestId: string
      readonly failure: null
      readonly candidates: readonly AbisCandidate[]
      /** Of pendingJobs and referenceCount. */
      readonly count: number | null
    }
  | { readonly id: string; readonly requestId: string; readonly failure: AbisFailure }

/** What came back is no answer: nothing can be done but to wait for a better one. */
export class AbisAnswerUnreadable extends DomainError<'ABIS_ANSWER_UNREADABLE'> {
  constructor(cause: 'json' | 'form' | 'count') {
    super(
      'ABIS_ANSWER_UNREADABLE',
      {
        vi: 'Trả lời của hệ thống nhận dạng sinh trắc học không đúng định dạng. Hãy kiểm tra cấu hình kết nối.',
        en: 'The answer of the biometric identification system is not of the agreed form. Check the connection’s settings.',
      },
      { cause },
    )
  }
}

/** Reads what an ABIS answered. Throws AbisAnswerUnreadable, and nothing else. */
export function readAbisAnswer(message: string): AbisAnswer {
  const fields = parseObject(message)
  if (!fields) throw new AbisAnswerUnreadable('json')
  const read = answerSchema.safeParse(fields)
  if (!read.success) throw new AbisAnswerUnreadable('form')
  const { id, requestId } = read.data
  if (read.data.returnValue === '2') {
    const reason = read.data.failureReason
    return { id, requestId, failure: isAbisFailure(reason) ? reason : abisFailures.unexpected.code }
  }
  const { candidateList, jobscount, count } = read.data
  const candidates = candidateList?.candidates ?? []
  // A list cut short on its way must not pass for "nobody else was found".
  if (id === abisIds.identify && !candidateList) throw new AbisAnswerUnreadable('form')
  if (candidateList && candidateList.count !== candidates.length) throw new AbisAnswerUnreadable('count')
  return { id, requestId, failure: null, candidates, count: jobscount ?? count ?? null }
}

/** The score that an ABIS tells of a candidate, on its own scale; null where it tells none. */
export function scoreOf({ analytics }: AbisCandidate): number | null {
  const told = [analytics?.['internalScore'], analytics?.['scaledScore'], analytics?.['confidence']]
  const scores = told.map((value) => (value === undefined || value === '' ? Number.NaN : Number(value)))
  return scores.find((score) => Number.isFinite(score)) ?? null
}

/** The text of a refusal. */
export function abisRefusal(
  { id, requestId }: { readonly id: string; readonly requestId: string },
  { failure, at }: { readonly failure: AbisFailure; readonly at: number },
): string {
  const responsetime = messageTime(at)
  return JSON.stringify({ id, requestId, responsetime, returnValue: '2', failureReason: String(failure) })
}

export interface FoundCandidate {
  readonly referenceId: string
  readonly analytics: Analytics
}

/** What an answer adds to the common members. */
export type Success =
  | { readonly kind: 'done' }
  | { readonly kind: 'candidates'; readonly candidates: readonly FoundCandidate[] }
  | { readonly kind: 'jobs'; readonly count: number }
  | { readonly kind: 'references'; readonly count: number }

/** The text of an answer to a request that was granted. */
export function abisSuccess(
  { id, requestId }: { readonly id: string; readonly requestId: string },
  { success, at }: { readonly success: Success; readonly at: number },
): string {
  return JSON.stringify({
    id,
    requestId,
    responsetime: messageTime(at),
    returnValue: '1',
    ...membersOf(success),
  })
}

function membersOf(success: Success): object {
  if (success.kind === 'done') return {}
  if (success.kind === 'jobs') return { jobscount: String(success.count) }
  if (success.kind === 'references') return { count: String(success.count) }
  const { candidates } = success
  return {
    candidateList: {
      count: String(candidates.length),
      candidates: candidates.map(({ referenceId, analytics }) => ({
        referenceId,
        analytics,
        // Fingers are the only modality that is searched.
        modalities: [
          { biometricType: 'FIR', analytics: { internalScore: analytics['internalScore'] ?? '' } },
        ],
      })),
      analytics: {},
    },
  }
}

/** FPIR as messages carry it: 30 for one false candidate in a thousand searches. */
export const targetFpir = (rate: number) => Math.round(-10 * Math.log10(rate))
