import {
  abisIds,
  type AbisRequestMessage,
  abisRefusal,
  abisSuccess,
  type IdentifyMessage,
  type InsertMessage,
  readAbisRequest,
  type Success,
} from '../../../core/contracts/abis.ts'
import { type AbisFailure, abisFailure, abisFailures } from '../../../core/contracts/abis-failures.ts'
import type { App } from '../../kernel/app.ts'
import { placesOf } from '../../kernel/http-refusals.ts'
import { type Candidate, type MatcherPool, type PoolOptions, startMatcherPool } from '../matcher-pool.ts'
import { isCandidate } from './candidate-threshold.ts'
import type { FetchBiometrics } from './fetch-biometrics.ts'
import {
  answerBefore,
  fingersOf,
  isGalleryReference,
  keepAnswer,
  keepPerson,
  rebuildGallery,
  type RebuildProgress,
  removeKeptPerson,
} from './gallery-store.ts'
import { readFingers } from './read-fingers.ts'
import { AbisRefused } from './refused.ts'

export interface EmbeddedOptions {
  readonly fetchBiometrics: FetchBiometrics
  readonly pool?: PoolOptions
  readonly progress?: RebuildProgress
}

/** The matcher of this product behind the messages of an ABIS. */
export interface EmbeddedAbis {
  /** Every text gets an answer, also one that is no message. Insertions, searches and deletions are done in their order. */
  answer(message: string): Promise<string>
  /** Persons in the gallery. */
  readonly size: number
  /** What is under way is answered as aborted. */
  close(): Promise<void>
}

interface Matcher {
  readonly app: App
  readonly pool: MatcherPool
  readonly fetchBiometrics: FetchBiometrics
  /** Fires when the ABIS is closed. */
  readonly closing: AbortSignal
}

/** Candidates of one answer, far more than people can look at. */
const mostCandidates = 1000

/** Opens the gallery of the database. The caller sees to it that nobody else has it open (exclusive.ts). */
export async function openEmbeddedAbis(app: App, options: EmbeddedOptions): Promise<EmbeddedAbis> {
  const pool = startMatcherPool(options.pool)
  const closed = new AbortController()
  const matcher = { app, pool, fetchBiometrics: options.fetchBiometrics, closing: closed.signal }
  const damaged = await rebuildGallery(app, pool, options.progress).catch(async (error: unknown) => {
    await pool.close()
    throw error
  })
  if (damaged > 0) app.log.error({ damaged }, 'records of the gallery are damaged and left out')
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  const inOrder = (work: () => Promise<string>) => {
    waiting++
    const done = last.then(work).finally(() => waiting--)
    last = done.catch(() => undefined)
    return done
  }
  const answer = async (message: string) => {
    const read = readAbisRequest(message)
    const at = app.clock()
    if (read.failure !== null) return abisRefusal(read, { failure: read.failure, at })
    const { request } = read
    switch (request.id) {
      case abisIds.ping:
        return abisSuccess(request, { success: { kind: 'done' }, at })
      case abisIds.pendingJobs:
        return abisSuccess(request, { success: { kind: 'jobs', count: waiting }, at })
      case abisIds.referenceCount:
        return abisSuccess(request, { success: { kind: 'references', count: pool.size }, at })
      default:
        return inOrder(() => answerOnce(matcher, request))
    }
  }
  return {
    answer,
    get size() {
      return pool.size
    },
    close: async () => {
      closed.abort()
      await pool.close()
      await last
    },
  }
}

type Work = Extract<
  AbisRequestMessage,
  { id: 'mosip.abis.insert' | 'mosip.abis.identify' | 'mosip.abis.delete' }
>

/** The answer given before, or the work; a refusal that may pass is not kept, so that the message may come again. */
async function answerOnce(matcher: Matcher, request: Work): Promise<string> {
  const { app, closing } = matcher
  try {
    if (closing.aborted) throw new AbisRefused('aborted')
    const before = await answerBefore(app, request)
    if (before !== null && request.id !== abisIds.identify) await synchronise(matcher, request.referenceId)
    return before ?? (await work(matcher, request))
  } catch (error) {
    const failure = failureOf(matcher, error)
    const refusal = abisRefusal(request, { failure, at: app.clock() })
    if (failure === abisFailures.malformed.code || abisFailure(failure)?.mayPass) return refusal
    await keepAnswer(app, { requestId: request.requestId, answer: refusal }).catch(() => undefined)
    return refusal
  }
}

function failureOf({ app, closing }: Matcher, error: unknown): AbisFailure {
  if (error instanceof AbisRefused) return error.failure
  if (closing.aborted) return abisFailures.aborted.code
  app.log.error(
    { err: { type: error instanceof Error ? error.name : typeof error, stack: placesOf(error) } },
    'the embedded matcher failed',
  )
  return abisFailures.unexpected.code
}

async function work(matcher: Matcher, request: Work): Promise<string> {
  const { app, pool } = matcher
  const { requestId } = request
  const answerOf = (success: Success) => abisSuccess(request, { success, at: app.clock() })
  switch (request.id) {
    case abisIds.insert: {
      const answer = answerOf({ kind: 'done' })
      await insert(matcher, request, { requestId, answer })
      return answer
    }
    case abisIds.delete: {
      const answer = answerOf({ kind: 'done' })
      await removeKeptPerson(app, request.referenceId, { requestId, answer })
      pool.remove(request.referenceId)
      return answer
    }
    default: {
      const candidates = await identify(matcher, request)
      const answer = answerOf({ kind: 'candidates', candidates: candidates.map(foundCandidate) })
      await keepAnswer(app, { requestId, answer })
      return answer
    }
  }
}

async function insert(
  { app, pool, fetchBiometrics, closing }: Matcher,
  { referenceId, referenceURL }: InsertMessage,
  kept: { readonly requestId: string; readonly answer: string },
): Promise<void> {
  if (!isGalleryReference(referenceId)) throw new AbisRefused('malformed')
  if (pool.has(referenceId)) throw new AbisRefused('referenceKnown')
  const fingers = await readFingers(await fetchBiometrics(referenceURL, closing))
  await keepPerson(app, { referenceId, fingers }, kept)
  pool.insert(referenceId, fingers)
}

/** Whoever had the gallery before may have written its last row after this one had read them: the table decides. */
async function synchronise({ app, pool }: Matcher, referenceId: string): Promise<void> {
  const fingers = await fingersOf(app, referenceId).catch((error: unknown) => {
    if (error instanceof AbisRefused && error.failure === abisFailures.referenceUnknown.code) return null
    throw error
  })
  if (fingers) pool.insert(referenceId, fingers)
  else pool.remove(referenceId)
}

async function identify(
  { app, pool, fetchBiometrics, closing }: Matcher,
  { referenceId, referenceURL, flags, gallery }: IdentifyMessage,
): Promise<Candidate[]> {
  const fingers = referenceId
    ? await fingersOf(app, referenceId)
    : await readFingers(await fetchBiometrics(referenceURL ?? '', closing))
  const among = gallery?.referenceIds.map((one) => one.referenceId)
  const first = flags?.searchFirst ?? []
  const likest = await pool.search(fingers, { limit: mostCandidates, first, ...(among && { among }) })
  return likest
    .filter((one) => one.referenceId !== referenceId && isCandidate(one, flags?.targetFPIR))
    .slice(0, flags?.maxResults || mostCandidates)
}

/** Scores of single fingers stand beside the sum, as `finger1` … `finger10`. */
function foundCandidate({ referenceId, score, fingers }: Candidate) {
  const single = fingers.map((finger) => [`finger${finger.position}`, finger.score.toFixed(1)])
  return { referenceId, analytics: { internalScore: score.toFixed(1), ...Object.fromEntries(single) } }
}
