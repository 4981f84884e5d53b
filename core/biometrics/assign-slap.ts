import type { CapturedFinger } from '../enrollment/packet.ts'
import { DomainError } from '../errors.ts'
import type { FingerPosition } from './positions.ts'
import { type SlapPosition, slapFingers, slapNames } from './slaps.ts'

/** A slap shows another number of fingers than the hand has by what was said of it. */
export class SlapFingersDiffer extends DomainError<'SLAP_FINGERS_DIFFER'> {
  constructor(
    position: SlapPosition,
    { expected, found }: { readonly expected: number; readonly found: number },
  ) {
    const slap = slapNames[position]
    const fewer = found < expected
    super(
      'SLAP_FINGERS_DIFFER',
      {
        vi: fewer
          ? `${slap.vi}: chỉ thấy ${found} trên ${expected} ngón. Xòe tay đặt lại, hoặc ghi lý do từng ngón không lấy được rồi lấy lại.`
          : `${slap.vi}: thấy ${found} ngón, nhiều hơn ${expected} ngón đã khai. Kiểm tra lại ngón đã ghi là không lấy được.`,
        en: fewer
          ? `${slap.en}: only ${found} of ${expected} fingers are seen. Spread them and place them again, or record why each missing one cannot be taken.`
          : `${slap.en}: ${found} fingers are seen where ${expected} were declared. Look again at those recorded as impossible.`,
      },
      { position, expected, found },
    )
  }
}

type Exceptions = ReadonlyMap<number, NonNullable<CapturedFinger['exception']>['kind']>

/**
 * Which fingers the `found` ones of a slap are, from left to right. A worn or misshapen finger may show or not, an
 * amputated or bandaged one does not. Throws {@link SlapFingersDiffer}.
 */
export function assignSlap(
  position: SlapPosition,
  found: number,
  exceptions: Exceptions,
): readonly FingerPosition[] {
  const fingers = slapFingers[position]
  const sound = fingers.filter((finger) => !exceptions.has(finger))
  if (sound.length === found) return sound
  const showing = fingers.filter(
    (finger) => !['AMPUTATED', 'BANDAGED'].includes(exceptions.get(finger) ?? ''),
  )
  if (showing.length === found) return showing
  throw new SlapFingersDiffer(position, { expected: sound.length, found })
}
