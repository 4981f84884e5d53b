/**
 * A returned file comes in again with what was captured anew; the rest is taken from the packet that came before. Desk and
 * server put the two together with the same functions, so that they cannot disagree about what is missing.
 */
import type { PacketManifest } from './packet.ts'
import type { ReturnedFor } from './returned-parts.ts'

/** The parts of a packet that a later one can leave where they are. */
export type KeepableParts = Pick<PacketManifest, 'fingers' | 'slaps' | 'portrait' | 'iris' | 'papers'>
export type Resubmission = NonNullable<PacketManifest['resubmits']>

/** What of an earlier packet is still good: everything that the file was not returned for. */
export function stillGood(earlier: KeepableParts, { parts, fingers }: ReturnedFor): KeepableParts {
  const faulty = new Set(fingers)
  return {
    fingers: earlier.fingers.filter(({ position }) => !faulty.has(position)),
    slaps: earlier.slaps.filter((slap) => !slap.fingers.some((finger) => faulty.has(finger))),
    portrait: parts.includes('FACE') ? null : earlier.portrait,
    iris: earlier.iris,
    papers: earlier.papers,
  }
}

/** What a packet says it leaves in the earlier one: of what is good, that which was not captured anew. */
export function leftBehind(
  packet: string,
  { fresh, good }: { readonly fresh: KeepableParts; readonly good: KeepableParts },
): Resubmission {
  const has = <T>(list: readonly T[], same: (one: T) => boolean) => list.some((one) => same(one))
  return {
    packet,
    fingers: good.fingers
      .map(({ position }) => position)
      .filter((position) => !has(fresh.fingers, (finger) => finger.position === position)),
    slaps: good.slaps
      .map(({ position }) => position)
      .filter((position) => !has(fresh.slaps, (slap) => slap.position === position)),
    portrait: good.portrait !== null && fresh.portrait === null,
    iris: good.iris !== null && fresh.iris === null,
    papers: good.papers.map(({ id }) => id).filter((id) => !has(fresh.papers, (paper) => paper.id === id)),
  }
}

/** Both together, as if one packet had brought them. */
export function together<Fresh extends KeepableParts>(
  fresh: Fresh,
  good: KeepableParts,
  resubmits: Resubmission,
): Fresh {
  const { fingers, slaps, papers } = resubmits
  return {
    ...fresh,
    fingers: [...fresh.fingers, ...good.fingers.filter(({ position }) => fingers.includes(position))].sort(
      (a, b) => a.position - b.position,
    ),
    slaps: [...fresh.slaps, ...good.slaps.filter(({ position }) => slaps.includes(position))],
    portrait: fresh.portrait ?? (resubmits.portrait ? good.portrait : null),
    iris: fresh.iris ?? (resubmits.iris ? good.iris : null),
    papers: [...fresh.papers, ...good.papers.filter(({ id }) => papers.includes(id))],
  }
}

/** Names of the files that parts of a packet consist of. */
export function filesOf({ fingers, slaps, portrait, iris, papers }: KeepableParts): readonly string[] {
  return [
    ...fingers.flatMap(({ impressions, template, exception }) => [
      ...impressions.map(({ file }) => file),
      ...(template ? [template.file] : []),
      ...(exception?.photo ? [exception.photo] : []),
    ]),
    ...slaps.map(({ file }) => file),
    ...(portrait ? [portrait.file] : []),
    ...(iris?.status === 'CAPTURED' ? iris.files : []),
    ...papers.flatMap(({ pages }) => pages),
  ]
}
