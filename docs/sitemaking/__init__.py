"""The documentation site: pages whose commands are run, whose tables are generated, and whose pictures are drawn when it is built."""
