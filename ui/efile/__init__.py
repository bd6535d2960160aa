"""The e-File desk: what an officer reads, writes, signs and sends."""
