import type { Bilingual } from '../../../core/errors.ts'
import { CloseParcelReceiptDocument, type ParcelRowFragment } from '../generated/parcels.ts'
import { useAct } from '../graphql/use-act.ts'

/** The end of the count: all is right, or a case with its record begins. */
export function useReceipt(parcel: ParcelRowFragment, onStep: (done: Bilingual) => void) {
  const { act, busy, refusal, trouble } = useAct(CloseParcelReceiptDocument)
  const close = async (missingSerials: readonly string[]) => {
    const closed = await act({ id: parcel.id, missingSerials: [...missingSerials] })
    if (!closed) return
    onStep(
      closed.state === 'DISPUTED'
        ? {
            vi: `Kiện ${closed.number} có ${closed.openFindings} thẻ sai lệch; đã lập biên bản.`,
            en: `Parcel ${closed.number} has ${closed.openFindings} findings; a record was made.`,
          }
        : {
            vi: `Kiện ${closed.number} đã nhận đủ ${closed.count} thẻ.`,
            en: `Parcel ${closed.number} is complete: ${closed.count} cards.`,
          },
    )
  }
  return { close: (missing: readonly string[]) => void close(missing), busy, refusal, trouble }
}
