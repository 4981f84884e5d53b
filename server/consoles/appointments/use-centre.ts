import { useState } from 'react'
import type { PickedCentre } from '../devices/centre-picker.tsx'
import { DeskCentresDocument } from '../generated/appointments.ts'
import { useAsk } from '../graphql/use-ask.ts'

let chosen: PickedCentre | null = null

/** The centre that the area's screens show: the one that was chosen last, else the officer's only one or first one. */
export function useCentre() {
  const [picked, setPicked] = useState(chosen)
  const { data, trouble, again } = useAsk(DeskCentresDocument, { text: '' }, { policy: 'cache-first' })
  const centres = data?.centres ?? []
  const centre = centres.find(({ code }) => code === picked?.code) ?? picked ?? centres[0] ?? null
  return {
    centre,
    /** Whether there is anything to choose. */
    several: centres.length > 1,
    trouble,
    again,
    pick: (one: PickedCentre | null) => {
      if (!one) return
      chosen = one
      setPicked(one)
    },
  }
}
