import type { InquiryQuery } from '../generated/inquiries.ts'

/** One inquiry as its screen asks for it. */
export type Inquiry = Extract<InquiryQuery['residenceInquiry'], { __typename: 'ResidenceInquiry' }>
