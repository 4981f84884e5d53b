import { DomainError } from '../errors.ts'
import { criticalValues, type Precision } from './sample-size.ts'

/** How a locality's forms are to be sampled and judged. */
export interface ReviewDesign extends Precision {
  /** Share of error-free forms at or above which the locality passes. */
  readonly threshold: number
  /** Share of samples that a second team checks again; 0 for none. */
  readonly recheckShare: number
  /** Strata are collectors within units, not units alone. */
  readonly byCollector: boolean
}

/** A share outside its range. */
export class IllegalReviewDesign extends DomainError<'ILLEGAL_REVIEW_DESIGN'> {
  constructor(field: string) {
    super(
      'ILLEGAL_REVIEW_DESIGN',
      {
        vi: 'Thông số chọn mẫu ngoài phạm vi cho phép: độ tin cậy 90, 95, 98 hoặc 99 %, sai số 0,5–20 %, tỷ lệ lỗi dự kiến 1–50 %, ngưỡng đạt 50–100 %, tỷ lệ phúc tra lại 0–100 %.',
        en: 'A parameter of the sample is out of range: confidence 90, 95, 98 or 99 %, margin 0.5–20 %, expected errors 1–50 %, threshold 50–100 %, share of second checks 0–100 %.',
      },
      { field },
    )
  }
}

const ranges = {
  margin: [0.005, 0.2],
  expectedErrors: [0.01, 0.5],
  threshold: [0.5, 1],
  recheckShare: [0, 1],
} as const satisfies Partial<Record<keyof ReviewDesign, readonly [number, number]>>

/** Throws {@link IllegalReviewDesign}, naming the first share that is out of range. */
export function checkDesign(design: ReviewDesign): void {
  if (!criticalValues.has(design.confidence)) throw new IllegalReviewDesign('confidence')
  for (const [field, [least, most]] of Object.entries(ranges) as [keyof typeof ranges, [number, number]][]) {
    const value = design[field]
    if (!(value >= least && value <= most)) throw new IllegalReviewDesign(field)
  }
}
