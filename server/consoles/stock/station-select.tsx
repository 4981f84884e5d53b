import { NativeSelect } from '@mantine/core'
import { useSay } from '../../../ui/language.tsx'
import type { Place } from './use-places.ts'
import { stationName, stockWords } from './words.ts'

interface StationSelectProps {
  readonly places: readonly Place[]
  readonly value: string
  readonly onStation: (id: string) => void
  readonly first?: boolean
}

/** A station by its number; with its store where there are several. */
export function StationSelect({ places, value, onStation, first = false }: StationSelectProps) {
  const say = useSay()
  const several = places.length > 1
  const options = places.flatMap(({ code, stations }) =>
    stations.map(({ id, number }) => ({
      value: id,
      label: several ? `${say(stationName(number))} (${code})` : say(stationName(number)),
    })),
  )
  return (
    <NativeSelect
      label={say(stockWords.station)}
      value={value}
      onChange={({ currentTarget }) => onStation(currentTarget.value)}
      data={options}
      {...(first && { 'data-autofocus': true })}
    />
  )
}

/** The first station that has a shift open, or the first of all. */
export function likeliestStation(places: readonly Place[]): string {
  const stations = places.flatMap((place) => place.stations)
  return (stations.find(({ openShift }) => openShift !== null) ?? stations[0])?.id ?? ''
}
