import { abisIds, abisVersion, messageTime, targetFpir } from '../../../core/contracts/abis.ts'
import type { AbisSettings } from '../../../core/contracts/abis-list.ts'
import { type SharingApp, shareUrl } from './share-token.ts'

/** Kinds of AbisRequest and the ids of their messages. */
export const idOfKind: Readonly<Record<string, string>> = {
  INSERT: abisIds.insert,
  IDENTIFY: abisIds.identify,
  DELETE: abisIds.delete,
}

/** The text that is sent now: time and address of the biometrics are new each time, the id stays. */
export function abisMessage(
  app: SharingApp,
  settings: AbisSettings,
  request: {
    readonly kind: string
    readonly requestId: string
    readonly referenceId: string
    /** Whom a search is to look at first. */
    readonly first: readonly string[]
  },
): string {
  const { kind, requestId, referenceId, first } = request
  const now = app.clock()
  const images = settings.kind === 'stomp' && settings.images
  const expiresAt = now + settings.ttlSeconds * 1000
  return JSON.stringify({
    id: idOfKind[kind],
    version: abisVersion,
    requestId,
    requesttime: messageTime(now),
    referenceId,
    ...(kind === 'INSERT' && { referenceURL: shareUrl(app, { referenceId, images, expiresAt }) }),
    ...(kind === 'IDENTIFY' && { referenceURL: '', ...flagsOf(settings, first) }),
  })
}

/** `searchFirst` is this product's own flag; an ABIS that does not know it searches in its own order. */
function flagsOf({ maxResults, falsePositiveRate }: AbisSettings, first: readonly string[]) {
  const flags = {
    ...(maxResults && { maxResults: String(maxResults) }),
    ...(falsePositiveRate && { targetFPIR: String(targetFpir(falsePositiveRate)) }),
    ...(first.length > 0 && { searchFirst: first }),
  }
  return Object.keys(flags).length > 0 && { flags }
}
