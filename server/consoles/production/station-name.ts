import type { StationTileFragment } from '../generated/board.ts'

/** "SX001 – 2"; of a station that has no number yet the beginning of its id. */
export const stationName = ({
  id,
  number,
  centreCode,
}: Pick<StationTileFragment, 'id' | 'number' | 'centreCode'>) => `${centreCode} – ${number ?? id.slice(0, 8)}`
