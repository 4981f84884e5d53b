import type { FingerPosition } from '../../../core/biometrics/positions.ts'

/** ISO/IEC 19785-3: subtype of a finger in CBEFF. */
export const fingerSubtypes: Readonly<Record<FingerPosition, string>> = {
  1: 'Right Thumb',
  2: 'Right IndexFinger',
  3: 'Right MiddleFinger',
  4: 'Right RingFinger',
  5: 'Right LittleFinger',
  6: 'Left Thumb',
  7: 'Left IndexFinger',
  8: 'Left MiddleFinger',
  9: 'Left RingFinger',
  10: 'Left LittleFinger',
}
