/** Names the view of who asked in the address, so that the browser's way back leads out of it. */
export const whoAskedFragment = '#ai-da-tra-cuu'
/** Leads back to the status of a file; it is taken out of the address at once. */
export const statusFragment = '#tra-cuu-ho-so'
/** Names the view that verifies a signed QR. */
export const checkQrFragment = '#kiem-tra-qr'
