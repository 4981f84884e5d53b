import type { Bilingual } from '../../../core/errors.ts'
import type { ParcelRowFragment } from '../generated/parcels.ts'

/** What every step of a parcel is given. */
export interface ParcelStepProps {
  readonly parcel: ParcelRowFragment
  /** A step was taken: told, and the parcel is asked for anew. */
  readonly onStep: (done: Bilingual | null) => void
  /** Only asked for anew, as after a card. */
  readonly onRefresh: () => void
}
