/** Names the view of who asked in the address, so that the browser's way back leads out of it. */
export const whoAskedFragment = '#ai-da-tra-cuu'
/** Leads back to the status of a file; it is taken out of the address at once. */
export const statusFragment = '#tra-cuu-ho-so'
/** Names the view that reports a lost card. */
export const lostCardFragment = '#bao-mat-the'
/** Names the view that verifies a signed QR. */
export const checkQrFragment = '#kiem-tra-qr'
/** Names the view that books, moves and cancels visits. */
export const visitsFragment = '#dat-hen'
/** Names the view of what is due for a file. */
export const feeFragment = '#le-phi'
