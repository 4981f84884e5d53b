export interface ChartSeries {
  readonly name: string
  /** As CSS writes it: of the palette below. */
  readonly colour: string
}

export interface ChartRow {
  readonly label: string
  /** One for each series; fewer where nothing is known. */
  readonly values: readonly number[]
}

/** A line across the drawing: of a value, or of a day. */
export interface ChartLine {
  readonly label: string
  readonly value?: number
  /** As in the rows' labels. */
  readonly day?: string
  readonly colour: string
}

/** Told apart by lightness too, so that no colour sense is needed. */
export const chartColours = {
  done: '#07523d',
  near: '#2b9c78',
  middle: '#8fd0b7',
  begun: '#b7b5ea',
  waiting: '#dfe5e8',
  wrong: '#a3202a',
  missing: '#d98b2b',
  second: '#3d3b98',
} as const
