import { StockPlacesDocument, type StockPlacesQuery } from '../generated/stock.ts'
import { useAsk } from '../graphql/use-ask.ts'

export type Place = StockPlacesQuery['stockPlaces'][number]
export type StationAt = Place['stations'][number]

/** The stores and stations that the officer's role reaches. */
export function usePlaces() {
  const { data, trouble, again } = useAsk(
    StockPlacesDocument,
    { text: null, everywhere: false },
    { policy: 'cache-and-network' },
  )
  const places: readonly Place[] = data?.stockPlaces ?? []
  return {
    places,
    loaded: data !== undefined,
    trouble,
    again,
    nameOf: (code: string) => places.find((place) => place.code === code)?.name ?? code,
    stationOf: (id: string) =>
      places.flatMap(({ stations }) => stations).find((station) => station.id === id) ?? null,
  }
}
export type Places = ReturnType<typeof usePlaces>
