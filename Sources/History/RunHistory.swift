import Analysis
import GRDB
import TerritoryModel
