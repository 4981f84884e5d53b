import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'
import { recordId } from '../../kernel/record-id.ts'

/** The portrait as it was printed. A card of other units is refused as one that does not exist. Throws NotFound. */
export async function readCardPortrait(
  app: App,
  actor: Actor,
  input: { readonly cardId: string },
): Promise<Uint8Array> {
  const units = await reachOf(app, actor, 'card.read')
  const card = await app.db.card.findUnique({
    where: { id: recordId(input.cardId, 'card') },
    select: { id: true, unitCode: true, printJob: { select: { portraitSha256: true } } },
  })
  const sha256 = card?.printJob.portraitSha256 ?? null
  if (!card || sha256 === null || units?.includes(card.unitCode) === false) throw new NotFound('card')
  const portrait = await app.blobs.get(sha256)
  if (!portrait) throw new NotFound('card')
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'card.read',
      subjectKind: 'card',
      subjectId: card.id,
      details: { portrait: true },
    }),
  )
  return portrait
}
