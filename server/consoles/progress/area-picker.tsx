import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import type { Action } from '../../../core/access/actions.ts'
import { type PickedUnit, UnitPicker } from '../parts/unit-picker.tsx'
import { useUnitsFor } from '../session/session.tsx'

const unit: Bilingual = { vi: 'Đơn vị', en: 'Unit' }
const unitOrNation: Bilingual = { vi: 'Đơn vị (để trống: toàn quốc)', en: 'Unit (empty: the nation)' }

/** The unit that a screen is about: first the officer's own. */
export function useArea(action: Action) {
  const held = useUnitsFor(action)
  const [own] = held
  const [picked, setPicked] = useState<PickedUnit | null>(
    own && held.length === 1 ? { code: own.code, path: own.name } : null,
  )
  return { picked, setPicked, unitCode: picked?.code ?? null, nationwide: held.length > 1 }
}

export type Area = ReturnType<typeof useArea>

/** Chooses the unit; nobody but who holds several units may leave it empty. */
export function AreaPicker({ area }: { readonly area: Area }) {
  const { picked, setPicked, nationwide } = area
  return (
    <div className="grow">
      <UnitPicker
        label={nationwide ? unitOrNation : unit}
        value={picked}
        onPick={setPicked}
        clearable={nationwide}
      />
    </div>
  )
}
